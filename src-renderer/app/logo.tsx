/** A hook and a line. */
export const Logo = () => (
  <svg
    viewBox="0 0 28 28"
    className="mb-2 size-7 text-accent"
    fill="none"
    stroke="currentColor"
    strokeWidth={2.2}
    strokeLinecap="round"
    role="img"
    aria-label="Tacklebox"
  >
    <path d="M17 5v11a6 6 0 1 1-12 0v-3l3.4 3.4" />
    <circle cx="17" cy="4" r="1.5" fill="currentColor" />
    <path d="M22 9v10" />
  </svg>
);
