// The process that measures backtests, and says what it found to the one that began it.
import { inlineWidely } from '../../src/cli/backtest/inlining.ts';
import { backtestFigures } from './figures.ts';

inlineWidely();
process.send?.(await backtestFigures());
