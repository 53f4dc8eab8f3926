// How values stand in a line of JSON, and how they are read back: the parts of which the records' shapes are made.
// One shape both writes and reads, so the two cannot disagree, and a field that a shape forgets does not compile.
import { assert, assertPresent } from '../core/assert.ts';

/** What `read` gives for JSON that `write` cannot have written. */
export const unreadable = Symbol('unreadable');

/** Its two functions are properties, so that a field for some words of a type is not taken for a field of the type. */
export interface Field<Value> {
  readonly write: (value: Value) => unknown;
  readonly read: (json: unknown) => Value | typeof unreadable;
}

/** A field for every property, in the order in which they are written. */
export type Shape<Item> = { readonly [Name in keyof Item]-?: Field<Item[Name]> };

/** A shape for every kind of a tagged union, the tag itself left out. */
export type ShapeOfKind<Tagged extends { readonly kind: string }> = {
  readonly [Kind in Tagged['kind']]: Shape<Omit<Extract<Tagged, { readonly kind: Kind }>, 'kind'>>;
};

export function text<Value extends string = string>(): Field<Value> {
  return plain((json): json is Value => typeof json === 'string');
}

/** A safe integer; writing any other number throws, because it could not be read back. */
export function integer<Value extends number = number>(): Field<Value> {
  return {
    write(value) {
      assert(Number.isSafeInteger(value), 'a number in a record is a safe integer');
      return value;
    },
    read: (json) => (Number.isSafeInteger(json) ? (json as Value) : unreadable),
  };
}

export const flag: Field<boolean> = plain((json) => typeof json === 'boolean');

/** One of a few words. All of them are named, so that a word which is added to the type does not compile without it. */
export function oneOf<Value extends string>(words: Readonly<Record<Value, true>>): Field<Value> {
  return plain((json): json is Value => typeof json === 'string' && Object.hasOwn(words, json));
}

/** An amount in whole units, as the text of its digits: JSON's own numbers are floats. */
export function units<Value extends bigint>(): Field<Value> {
  return {
    write: (value) => value.toString(),
    read: (json) => (typeof json === 'string' && /^-?\d+$/.test(json) ? (BigInt(json) as Value) : unreadable),
  };
}

/** A value that is written out as a text, which can be read back to the very same value. */
export function spelled<Value>(
  format: (value: Value) => string,
  parse: (words: string) => Value | undefined,
): Field<Value> {
  return {
    write: format,
    read: (json) => (typeof json === 'string' ? (parse(json) ?? unreadable) : unreadable),
  };
}

/** A value of which another is kept, from which it is made again. */
export function converted<Value, Kept>(
  field: Field<Kept>,
  { toKept, fromKept }: { readonly toKept: (value: Value) => Kept; readonly fromKept: (kept: Kept) => Value },
): Field<Value> {
  return {
    write: (value) => field.write(toKept(value)),
    read(json) {
      const kept = field.read(json);
      return kept === unreadable ? unreadable : fromKept(kept);
    },
  };
}

export function listOf<Value>(field: Field<Value>): Field<readonly Value[]> {
  return {
    write: (values) => values.map((value) => field.write(value)),
    read(json) {
      if (!Array.isArray(json)) return unreadable;
      const values: Value[] = [];
      for (const each of json) {
        const value = field.read(each);
        if (value === unreadable) return unreadable;
        values.push(value);
      }
      return values;
    },
  };
}

/** `undefined` stands as null. */
export function optional<Value>(field: Field<Value>): Field<Value | undefined> {
  return {
    write: (value) => (value === undefined ? null : field.write(value)),
    read: (json) => (json === null ? undefined : field.read(json)),
  };
}

/** A value that may be left out; then it stands nowhere in the line, so that a field of later versions changes no line of earlier ones. */
export function omittable<Value>(field: Field<Value>): Field<Value | undefined> {
  return {
    write: (value) => (value === undefined ? undefined : field.write(value)),
    read: (json) => (json === undefined ? undefined : field.read(json)),
  };
}

export function record<Item extends object>(shape: Shape<Item>): Field<Item> {
  const fields = Object.entries(shape) as [string, Field<unknown>][];
  return {
    write(item) {
      const values = item as Readonly<Record<string, unknown>>;
      const json: Record<string, unknown> = {};
      for (const [name, field] of fields) json[name] = field.write(values[name]);
      return json;
    },
    read(json) {
      if (!isObject(json)) return unreadable;
      const item: Record<string, unknown> = {};
      for (const [name, field] of fields) {
        const value = field.read(json[name]);
        if (value === unreadable) return unreadable;
        item[name] = value;
      }
      return item as Item;
    },
  };
}

/** A union told apart by `kind`, which stands first. */
export function tagged<Union extends { readonly kind: string }>(shapes: ShapeOfKind<Union>): Field<Union> {
  const records = new Map(
    Object.entries<Shape<object>>(shapes).map(([kind, shape]) => [
      kind,
      record({ kind: oneOf({ [kind]: true }), ...shape }),
    ]),
  );
  return {
    write: (value) => assertPresent(records.get(value.kind), `a shape for ${value.kind}`).write(value),
    read(json) {
      const kind = isObject(json) ? json['kind'] : undefined;
      const known = typeof kind === 'string' ? records.get(kind) : undefined;
      return known === undefined ? unreadable : (known.read(json) as Union | typeof unreadable);
    },
  };
}

function plain<Value>(isValue: (json: unknown) => json is Value): Field<Value> {
  return { write: (value) => value, read: (json) => (isValue(json) ? json : unreadable) };
}

function isObject(json: unknown): json is Readonly<Record<string, unknown>> {
  return typeof json === 'object' && json !== null;
}
