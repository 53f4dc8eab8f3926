// SVG as text, on paper of one size: pictures are made without a browser, are part of the page, and take their colours from its style sheet.

/** In units that are about a pixel; pictures are narrow enough for a phone, where text in them must still be read. */
export const paper = { width: 440, fontSize: 13 } as const;

export interface Picture {
  /** What it shows, for who cannot see it. */
  readonly title: string;
  readonly description: string;
  readonly height: number;
  /** Elements, as text. */
  readonly marks: readonly string[];
}

export function renderPicture({ title, description, height, marks }: Picture, id: string): string {
  const names = `aria-labelledby="${id}-title ${id}-description"`;
  return [
    `<svg viewBox="0 0 ${paper.width} ${height}" role="img" ${names}>`,
    `<title id="${id}-title">${escapeMarkup(title)}</title>`,
    `<desc id="${id}-description">${escapeMarkup(description)}</desc>`,
    ...marks,
    '</svg>',
  ].join('\n');
}

export const escapeMarkup = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

type Attributes = Readonly<Record<string, string | number>>;

export const shape = (name: 'line' | 'path' | 'rect' | 'circle', attributes: Attributes): string =>
  `<${name} ${attributesText(attributes)}/>`;

export function words(
  text: string,
  {
    x,
    y,
    anchor = 'start',
    tone = 'quiet',
  }: { x: number; y: number; anchor?: 'start' | 'middle' | 'end'; tone?: string },
): string {
  return `<text ${attributesText({ x, y, 'text-anchor': anchor, class: tone })}>${escapeMarkup(text)}</text>`;
}

const attributesText = (attributes: Attributes): string =>
  Object.entries(attributes)
    .map(([name, value]) => `${name}="${typeof value === 'number' ? pixels(value) : escapeMarkup(value)}"`)
    .join(' ');

/** A tenth of a pixel is seen by nobody. */
export const pixels = (value: number): string => String(Math.round(value * 10) / 10);
