// The colours of every page, light and dark as the reader's machine is, and what pictures are drawn in.

export const palette = `:root {
  color-scheme: light dark;
  --paper: #fdfdfc; --ink: #1c2024; --quiet: #5b6369; --rule: #e2e4e3; --card: #f4f5f3;
  --first: #1f5fbf; --second: #b2660a; --cost: #b93a32; --gain: #207a4a; --total: #4a5157; --pale: #b9cdea;
  --good: #1d7344; --warning: #8a5a00; --bad: #b3261e;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15181a; --ink: #e6e8e7; --quiet: #9ba3a7; --rule: #2c3134; --card: #1d2123;
    --first: #7aaef5; --second: #e2a350; --cost: #ee7f76; --gain: #62c590; --total: #aab2b6; --pale: #2c476b;
    --good: #62c590; --warning: #e0b050; --bad: #f28b82;
  }
}
`;

export const pictureStyle = `text { font-size: 13px; font-family: inherit; fill: var(--quiet); }
text.plain { fill: var(--ink); } text.strong { fill: var(--ink); font-weight: 650; }
.grid { stroke: var(--rule); } .zero { stroke: var(--quiet); stroke-width: 1; }
.line { fill: none; stroke-width: 2; stroke-linejoin: round; }
.line-first { stroke: var(--first); } .line-second { stroke: var(--second); }
.fill-first { fill: var(--first); } .fill-second { fill: var(--second); }
.fill-pale { fill: var(--pale); } .fill-cost { fill: var(--cost); } .fill-gain { fill: var(--gain); } .fill-total { fill: var(--total); }
`;
