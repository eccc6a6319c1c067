import { arrayOf, constant, integer, object, oneOf, text } from '../../json/schema.ts';
import type { Json } from '../../json/value.ts';
import type { EventType } from '../provider.ts';

const change = {
  eventId: integer,
  subscriptionId: integer,
  portalId: integer,
  occurredAt: integer,
  attemptNumber: integer,
  objectId: integer,
};

/** HubSpot posts a list of up to 100 changes; the sample is a list of one. */
function event(type: string, description: string, more: { [field: string]: Json }): EventType {
  const sample = {
    eventId: 3816279340,
    subscriptionId: 25,
    portalId: 33,
    appId: 1160452,
    occurredAt: 1760000000000,
    subscriptionType: type,
    attemptNumber: 0,
    objectId: 1246965,
    changeSource: 'CRM',
    ...more,
  };
  return {
    type,
    category: type.slice(0, type.indexOf('.')),
    description,
    schema: arrayOf(
      object(
        { ...change, subscriptionType: constant(type) },
        {
          appId: integer,
          propertyName: text,
          propertyValue: text,
          changeFlag: oneOf('NEW', 'CREATED', 'DELETED'),
          changeSource: text,
        },
      ),
    ),
    sample: [sample],
    headers: {},
  };
}

const stage = { propertyName: 'dealstage', propertyValue: 'closedwon' };

export const hubspotEvents = (): EventType[] => [
  event('contact.creation', 'A contact was made.', { changeFlag: 'CREATED' }),
  event('contact.propertyChange', 'A property of a contact changed.', {
    propertyName: 'lifecyclestage',
    propertyValue: 'subscriber',
  }),
  event('contact.deletion', 'A contact was deleted.', { changeFlag: 'DELETED' }),
  event('contact.privacyDeletion', 'A contact was deleted for privacy’s sake.', { changeFlag: 'DELETED' }),
  event('contact.merge', 'Contacts were merged.', {
    primaryObjectId: 1246965,
    mergedObjectIds: [1246966],
    newObjectId: 1246967,
    numberOfPropertiesMoved: 12,
  }),
  event('company.creation', 'A company was made.', { changeFlag: 'CREATED' }),
  event('company.propertyChange', 'A property of a company changed.', {
    propertyName: 'name',
    propertyValue: 'Café AG',
  }),
  event('deal.creation', 'A deal was made.', { changeFlag: 'CREATED' }),
  event('deal.propertyChange', 'A property of a deal changed.', stage),
  event('ticket.creation', 'A ticket was made.', { changeFlag: 'CREATED' }),
];
