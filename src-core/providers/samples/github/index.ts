/** Written by scripts/import-github-events.ts. */
import type { Json } from '../../../json/value.ts';
import branchProtectionRule from './branch_protection_rule.json' with { type: 'json' };
import checkRun from './check_run.json' with { type: 'json' };
import checkSuite from './check_suite.json' with { type: 'json' };
import codeScanningAlert from './code_scanning_alert.json' with { type: 'json' };
import commitComment from './commit_comment.json' with { type: 'json' };
import create from './create.json' with { type: 'json' };
import deleteEvent from './delete.json' with { type: 'json' };
import dependabotAlert from './dependabot_alert.json' with { type: 'json' };
import deployKey from './deploy_key.json' with { type: 'json' };
import deployment from './deployment.json' with { type: 'json' };
import deploymentStatus from './deployment_status.json' with { type: 'json' };
import discussion from './discussion.json' with { type: 'json' };
import discussionComment from './discussion_comment.json' with { type: 'json' };
import fork from './fork.json' with { type: 'json' };
import githubAppAuthorization from './github_app_authorization.json' with { type: 'json' };
import gollum from './gollum.json' with { type: 'json' };
import installation from './installation.json' with { type: 'json' };
import installationRepositories from './installation_repositories.json' with { type: 'json' };
import issueComment from './issue_comment.json' with { type: 'json' };
import issues from './issues.json' with { type: 'json' };
import label from './label.json' with { type: 'json' };
import marketplacePurchase from './marketplace_purchase.json' with { type: 'json' };
import member from './member.json' with { type: 'json' };
import membership from './membership.json' with { type: 'json' };
import mergeGroup from './merge_group.json' with { type: 'json' };
import meta from './meta.json' with { type: 'json' };
import milestone from './milestone.json' with { type: 'json' };
import orgBlock from './org_block.json' with { type: 'json' };
import organization from './organization.json' with { type: 'json' };
import pageBuild from './page_build.json' with { type: 'json' };
import ping from './ping.json' with { type: 'json' };
import publicEvent from './public.json' with { type: 'json' };
import pullRequest from './pull_request.json' with { type: 'json' };
import pullRequestReview from './pull_request_review.json' with { type: 'json' };
import pullRequestReviewComment from './pull_request_review_comment.json' with { type: 'json' };
import push from './push.json' with { type: 'json' };
import release from './release.json' with { type: 'json' };
import repository from './repository.json' with { type: 'json' };
import repositoryDispatch from './repository_dispatch.json' with { type: 'json' };
import securityAdvisory from './security_advisory.json' with { type: 'json' };
import sponsorship from './sponsorship.json' with { type: 'json' };
import star from './star.json' with { type: 'json' };
import status from './status.json' with { type: 'json' };
import team from './team.json' with { type: 'json' };
import teamAdd from './team_add.json' with { type: 'json' };
import watch from './watch.json' with { type: 'json' };
import workflowDispatch from './workflow_dispatch.json' with { type: 'json' };
import workflowJob from './workflow_job.json' with { type: 'json' };
import workflowRun from './workflow_run.json' with { type: 'json' };

export const githubSamples: Record<string, Json> = {
  branch_protection_rule: branchProtectionRule,
  check_run: checkRun,
  check_suite: checkSuite,
  code_scanning_alert: codeScanningAlert,
  commit_comment: commitComment,
  create,
  delete: deleteEvent,
  dependabot_alert: dependabotAlert,
  deploy_key: deployKey,
  deployment,
  deployment_status: deploymentStatus,
  discussion,
  discussion_comment: discussionComment,
  fork,
  github_app_authorization: githubAppAuthorization,
  gollum,
  installation,
  installation_repositories: installationRepositories,
  issue_comment: issueComment,
  issues,
  label,
  marketplace_purchase: marketplacePurchase,
  member,
  membership,
  merge_group: mergeGroup,
  meta,
  milestone,
  org_block: orgBlock,
  organization,
  page_build: pageBuild,
  ping,
  public: publicEvent,
  pull_request: pullRequest,
  pull_request_review: pullRequestReview,
  pull_request_review_comment: pullRequestReviewComment,
  push,
  release,
  repository,
  repository_dispatch: repositoryDispatch,
  security_advisory: securityAdvisory,
  sponsorship,
  star,
  status,
  team,
  team_add: teamAdd,
  watch,
  workflow_dispatch: workflowDispatch,
  workflow_job: workflowJob,
  workflow_run: workflowRun,
};
