"""A peer: what a Python program can do at its best, with uvloop, orjson and native signatures, and as little as the bare floor does."""

import asyncio
import base64
import sys
import time

import aiohttp
import orjson
import uvloop
import websockets
from coincurve import PrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fast_stark_crypto import sign as sign_stark

KEY = bytes([7]) * 32
SIZE = sys.argv[1]
ED25519 = Ed25519PrivateKey.from_private_bytes(KEY)
SECP256K1 = PrivateKey(KEY)
STARK_HASH = int("3" * 62, 16)
STARK_KEY = int(KEY.hex()[:62], 16)


class Backpack:
    path = "/"
    subscriptions = [{"method": "SUBSCRIBE", "params": ["account.orderUpdate"]}]

    @staticmethod
    def is_fill(frame):
        return frame["data"]["e"] == "orderFill"

    @staticmethod
    async def send(origin, http, socket, number, is_maker):
        flag, price = ('"postOnly":true', "2999.9") if is_maker else ('"timeInForce":"IOC"', "2990")
        body = (
            f'{{"clientId":{number},"orderType":"Limit","price":"{price}","quantity":"{SIZE}",'
            f'"side":"Ask","symbol":"ETH_USDC_PERP",{flag}}}'
        )
        now = int(time.time() * 1000)
        text = (
            f"instruction=orderExecute&clientId={number}&orderType=Limit&price={price}&quantity={SIZE}"
            f"&side=Ask&symbol=ETH_USDC_PERP&timeInForce=IOC&timestamp={now}&window=5000"
        )
        headers = {
            "x-api-key": "PykGIwbkYGRWXV/CP5RLqXvl0XGxKYeD1AaTWxQOqWY=",
            "x-signature": base64.b64encode(ED25519.sign(text.encode())).decode(),
            "x-timestamp": str(now),
            "x-window": "5000",
            "content-type": "application/json; charset=utf-8",
        }
        async with http.post(f"{origin}/api/v1/order", data=body, headers=headers) as reply:
            await reply.read()


class Grvt:
    path = "/trades/ws/full"
    subscriptions = [
        {
            "jsonrpc": "2.0",
            "method": "subscribe",
            "params": {"stream": stream, "selectors": ["4724219064482495"]},
            "id": number,
        }
        for number, stream in enumerate(["v1.order", "v1.fill"])
    ]

    @staticmethod
    def is_fill(frame):
        return frame.get("stream") == "v1.fill"

    @staticmethod
    async def send(origin, http, socket, number, is_maker):
        signed = SECP256K1.sign_recoverable(number.to_bytes(32, "little"), hasher=None)
        price = "2999.9" if is_maker else "2990"
        flag = "true" if is_maker else "false"
        await socket.send(
            '{"jsonrpc":"2.0","method":"v1/create_order","params":{"order":{"sub_account_id":"4724219064482495",'
            f'"is_market":false,"time_in_force":"IMMEDIATE_OR_CANCEL","post_only":{flag},"reduce_only":false,'
            f'"legs":[{{"instrument":"ETH_USDT_Perp","size":"{SIZE}","limit_price":"{price}","is_buying_asset":false}}],'
            f'"signature":{{"signer":"0x42c9f56f2c9da534f64b8806d64813b29c62a01d","r":"0x{signed[:32].hex()}",'
            f'"s":"0x{signed[32:64].hex()}","v":{27 + signed[64]},"expiration":"1780000000000000000","nonce":{number},'
            f'"chain_id":"326"}},"metadata":{{"client_order_id":"{number}"}}}}}},"id":{number + 9}}}'
        )


class Paradex:
    path = "/v1"
    subscriptions = [
        {"jsonrpc": "2.0", "id": number, "method": "subscribe", "params": {"channel": f"{kind}.ETH-USD-PERP"}}
        for number, kind in enumerate(["orders", "fills"])
    ]

    @staticmethod
    def is_fill(frame):
        return frame.get("params", {}).get("channel") == "fills.ETH-USD-PERP"

    @staticmethod
    async def send(origin, http, socket, number, is_maker):
        r, s = sign_stark(STARK_KEY, STARK_HASH)
        price, instruction = ("2999.9", "POST_ONLY") if is_maker else ("2990", "IOC")
        await socket.send(
            f'{{"jsonrpc":"2.0","id":{number + 9},"method":"order.create","params":{{"market":"ETH-USD-PERP",'
            f'"side":"SELL","type":"LIMIT","size":"{SIZE}","price":"{price}","instruction":"{instruction}",'
            f'"client_id":"{number}","flags":[],"signature":"[\\"{r}\\",\\"{s}\\"]",'
            f'"signature_timestamp":{int(time.time() * 1000)},"recv_window":3000}}}}'
        )


VENUES = {"backpack": Backpack, "grvt": Grvt, "paradex": Paradex}
last_number = 0


class Leg:
    def __init__(self, place, http):
        self.origin = place["origin"]
        self.venue = VENUES[place["venue"]]
        self.http = http
        self.socket = None

    async def connect(self):
        url = self.origin.replace("http", "ws") + self.venue.path
        self.socket = await websockets.connect(url, compression=None)
        for subscription in self.venue.subscriptions:
            await self.socket.send(orjson.dumps(subscription).decode())

    async def order(self, is_maker):
        global last_number
        last_number += 1
        await self.venue.send(self.origin, self.http, self.socket, last_number, is_maker)

    async def follow(self, on_fill):
        async for text in self.socket:
            if self.venue.is_fill(orjson.loads(text)):
                await on_fill()


async def main():
    places = orjson.loads(sys.stdin.readline())
    async with aiohttp.ClientSession() as http:
        primary, hedge = Leg(places["primary"], http), Leg(places["hedge"], http)
        await primary.connect()
        await hedge.connect()
        following = asyncio.gather(
            primary.follow(lambda: hedge.order(False)), hedge.follow(lambda: primary.order(True))
        )
        await primary.order(True)
        print("ready", flush=True)
        await following


uvloop.run(main())
