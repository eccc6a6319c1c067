import type { ProviderInput } from '../provider.ts';
import { generic } from './generic.ts';

/** Every provider that Tacklebox speaks, in the order in which lists show them. */
export const catalog: readonly ProviderInput[] = [generic];
