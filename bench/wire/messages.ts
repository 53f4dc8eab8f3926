// What the processes of these benchmarks say to one another.
export const venueNames = ['backpack', 'grvt', 'paradex'] as const;
export type VenueName = (typeof venueNames)[number];

export interface PairName {
  readonly primary: VenueName;
  readonly hedge: VenueName;
}

/** Where a contestant finds a venue, and with which keys. */
export interface VenuePlace {
  readonly venue: VenueName;
  readonly origin: string;
  readonly credentials: Readonly<Record<string, string>>;
}

export interface PairPlaces {
  readonly primary: VenuePlace;
  readonly hedge: VenuePlace;
}

/** To the process of the servers. Each is answered, in order. */
export type ServerRequest =
  | { readonly kind: 'open'; readonly pair: PairName; readonly placesMakers: boolean }
  | {
      readonly kind: 'round';
      readonly match: number;
      readonly fills: number;
      /** Of both venues together, beside a few that keep a book fresh. */
      readonly booksPerSecond: number;
    }
  | { readonly kind: 'close'; readonly match: number };

export type ServerAnswer =
  | { readonly kind: 'opened'; readonly match: number; readonly places: PairPlaces }
  | { readonly kind: 'took'; readonly microseconds: readonly number[] }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly text: string };

/** To the process of a contestant, which answers when it is ready for fills, and ends when nobody listens to it any more. */
export interface BotOrder extends PairPlaces {
  /** For contestants that come in several kinds. */
  readonly kind: string;
}

export type BotAnswer = { readonly kind: 'ready' } | { readonly kind: 'failed'; readonly text: string };
