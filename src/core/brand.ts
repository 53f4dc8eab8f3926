// A branded type is a plain value at run time and a type of its own at compile time: ticks cannot be added to lots.

declare const brand: unique symbol;

export type Brand<Value, Name extends string> = Value & { readonly [brand]: Name };
