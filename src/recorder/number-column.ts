// A column of numbers that grows: a long recording does not fit into arrays of objects.

export class NumberColumn {
  count = 0;
  /** Rows at and beyond `count` mean nothing. */
  values = new Float64Array(1024);

  push(value: number): void {
    if (this.count === this.values.length) {
      const values = new Float64Array(this.count * 2);
      values.set(this.values);
      this.values = values;
    }
    this.values[this.count] = value;
    this.count += 1;
  }

  at(row: number): number {
    return this.values[row] as number;
  }

  /** A copy of the rows that mean something. */
  filled(): Float64Array {
    return this.values.slice(0, this.count);
  }
}
