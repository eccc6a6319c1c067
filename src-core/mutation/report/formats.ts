/** In which forms a run can be handed on. */
export const reportFormats = ['html', 'markdown', 'junit', 'json'] as const;
export type ReportFormat = (typeof reportFormats)[number];
