/** A place on a bar chart's axis, as a share of its length, that is worth a line. */
export interface BarMark {
  at: number;
  label: string;
  detail: string;
}

/** A moment of a time axis that is worth a line. */
export interface ChartMark {
  atMs: number;
  label: string;
}
