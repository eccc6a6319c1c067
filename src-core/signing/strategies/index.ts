import type { StrategyScheme } from '../schemes/scheme.ts';
import { adyen } from './adyen.ts';
import { awsSns } from './aws-sns.ts';
import { ebay } from './ebay.ts';
import { fireblocks } from './fireblocks.ts';
import { paypal } from './paypal.ts';
import type { Strategy } from './strategy.ts';

/** Every strategy by the name that schemes give it. */
export const strategies: Record<StrategyScheme['strategy'], Strategy> = {
  'aws-sns': awsSns,
  ebay,
  paypal,
  fireblocks,
  'adyen-hmac': adyen,
};
