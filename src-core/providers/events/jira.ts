import { constant, integer, object, schemaOfSample } from '../../json/schema.ts';
import type { Json } from '../../json/value.ts';
import type { EventType } from '../provider.ts';

type Fields = { [field: string]: Json };

/** Jira names the event in the body, beside the things that it is about. */
const event = (type: string, category: string, description: string, about: Fields): EventType => {
  const known = schemaOfSample(about);
  return {
    type,
    category,
    description,
    schema: object({ timestamp: integer, webhookEvent: constant(type), ...Object(known.properties) }),
    sample: { timestamp: 1760000000000, webhookEvent: type, ...about },
    headers: {},
  };
};

const user: Fields = {
  accountId: '557058:1c2d3e4f',
  displayName: 'Ada Lovelace',
  active: true,
  timeZone: 'Europe/Zurich',
  accountType: 'atlassian',
};
const project = {
  self: 'https://octo.atlassian.net/rest/api/2/project/10000',
  id: '10000',
  key: 'WEB',
  name: 'Website',
  projectTypeKey: 'software',
};
const issue: Fields = {
  id: '10002',
  self: 'https://octo.atlassian.net/rest/api/2/issue/10002',
  key: 'WEB-42',
  fields: {
    summary: 'The footer overlaps',
    description: 'On small screens.',
    issuetype: { id: '10004', name: 'Bug', subtask: false },
    priority: { id: '3', name: 'Medium' },
    status: { id: '10000', name: 'To Do' },
    project,
    labels: ['css'],
    created: '2025-10-09T10:53:20.000+0200',
    updated: '2025-10-09T10:53:20.000+0200',
    reporter: user,
    assignee: null,
  },
};
const comment: Fields = {
  self: 'https://octo.atlassian.net/rest/api/2/issue/10002/comment/252789',
  id: '252789',
  author: user,
  body: 'On it.',
  created: '2025-10-09T10:53:20.000+0200',
  updated: '2025-10-09T10:53:20.000+0200',
};
const sprint: Fields = {
  id: 7,
  name: 'Sprint 7',
  state: 'active',
  originBoardId: 1,
  startDate: '2025-10-06T00:00:00.000Z',
  endDate: '2025-10-20T00:00:00.000Z',
};
const shortIssue: Fields = { id: '10002', key: 'WEB-42' };

export const jiraEvents = (): EventType[] => [
  event('jira:issue_created', 'issue', 'An issue was created.', {
    issue_event_type_name: 'issue_created',
    user,
    issue,
  }),
  event('jira:issue_updated', 'issue', 'An issue was changed.', {
    issue_event_type_name: 'issue_generic',
    user,
    issue,
    changelog: {
      id: '10124',
      items: [
        {
          field: 'status',
          fieldtype: 'jira',
          from: '10000',
          fromString: 'To Do',
          to: '3',
          toString: 'In Progress',
        },
      ],
    },
  }),
  event('jira:issue_deleted', 'issue', 'An issue was deleted.', { user, issue }),
  event('comment_created', 'comment', 'An issue was commented on.', { comment, issue: shortIssue }),
  event('comment_updated', 'comment', 'A comment was edited.', {
    comment: { ...comment, body: 'Done.' },
    issue: shortIssue,
  }),
  event('comment_deleted', 'comment', 'A comment was deleted.', { comment, issue: shortIssue }),
  event('worklog_created', 'worklog', 'Work was logged.', {
    worklog: {
      id: '100',
      issueId: '10002',
      author: user,
      timeSpent: '2h',
      timeSpentSeconds: 7200,
      started: '2025-10-09T10:53:20.000+0200',
    },
  }),
  event('project_created', 'project', 'A project was created.', {
    project: { ...project, projectLead: user },
  }),
  event('jira:version_released', 'version', 'A version was released.', {
    version: { id: '10010', name: '1.0.0', archived: false, released: true, projectId: 10000 },
  }),
  event('sprint_started', 'sprint', 'A sprint began.', { sprint }),
  event('sprint_closed', 'sprint', 'A sprint ended.', { sprint: { ...sprint, state: 'closed' } }),
];
