import type { Json } from '../../json/value.ts';
import type { EventType } from '../provider.ts';
import { githubSamples } from '../samples/github/index.ts';
import { definitions, eventSchemas } from '../samples/github/schemas.ts';

const descriptions: Record<string, string> = {
  branch_protection_rule: 'A branch protection rule was created, edited or deleted.',
  check_run: 'A check run was created, requested again or completed.',
  check_suite: 'A check suite was requested or completed.',
  code_scanning_alert: 'A code scanning alert was raised, fixed, closed or reopened.',
  commit_comment: 'A commit was commented on.',
  create: 'A branch or tag was created.',
  delete: 'A branch or tag was deleted.',
  dependabot_alert: 'A Dependabot alert was raised, dismissed, fixed or reopened.',
  deploy_key: 'A deploy key was added or removed.',
  deployment: 'A deployment was created.',
  deployment_status: 'A deployment’s status changed.',
  discussion: 'A discussion was created, edited, answered, moved, locked or deleted.',
  discussion_comment: 'A discussion was commented on.',
  fork: 'A repository was forked.',
  github_app_authorization: 'A user revoked their authorization of a GitHub App.',
  gollum: 'A wiki page was created or changed.',
  installation: 'A GitHub App was installed, suspended or removed.',
  installation_repositories: 'Repositories were added to a GitHub App’s installation, or taken from it.',
  issue_comment: 'An issue or pull request was commented on.',
  issues: 'An issue was opened, edited, labelled, assigned, closed, …',
  label: 'A label was created, edited or deleted.',
  marketplace_purchase: 'A GitHub Marketplace plan was bought, changed or cancelled.',
  member: 'A collaborator was added, changed or removed.',
  membership: 'Somebody joined or left a team.',
  merge_group: 'A merge queue asks for checks.',
  meta: 'The webhook itself was deleted.',
  milestone: 'A milestone was created, edited, closed or deleted.',
  org_block: 'An organization blocked or unblocked a user.',
  organization: 'An organization’s members or name changed.',
  page_build: 'A GitHub Pages build ran.',
  ping: 'The webhook was just created: a first delivery to see that it arrives.',
  public: 'A private repository became public.',
  pull_request: 'A pull request was opened, synchronized, reviewed, labelled, closed, …',
  pull_request_review: 'A review was submitted, edited or dismissed.',
  pull_request_review_comment: 'A pull request’s diff was commented on.',
  push: 'Commits or a tag were pushed.',
  release: 'A release was created, published, edited or deleted.',
  repository: 'A repository was created, renamed, archived, transferred or deleted.',
  repository_dispatch: 'Somebody posted a custom event through the API.',
  security_advisory: 'A security advisory was published, updated or withdrawn.',
  sponsorship: 'A sponsorship began, changed or ended.',
  star: 'A repository was starred or lost its star.',
  status: 'A commit’s status changed.',
  team: 'A team was created, edited or deleted.',
  team_add: 'A repository was given to a team.',
  watch: 'Somebody starred a repository (the older name of star).',
  workflow_dispatch: 'Somebody started a GitHub Actions workflow by hand.',
  workflow_job: 'A job of a workflow run was queued, began or completed.',
  workflow_run: 'A workflow run was requested, began or completed.',
};

function schemaOf(event: string): Json | undefined {
  const parts = eventSchemas[event];
  if (!parts) return undefined;
  const $defs = Object.fromEntries(parts.uses.map((name) => [name, definitions[name] ?? {}]));
  return { ...parts.schema, $defs };
}

/** One event type a kind, with a real delivery as its sample and Octokit's schema of the sample's action. */
export const githubEvents = (): EventType[] =>
  Object.entries(githubSamples).map(([event, sample]) => ({
    type: event,
    description: descriptions[event] ?? `GitHub’s ${event} event.`,
    schema: schemaOf(event),
    sample,
    headers: {},
  }));
