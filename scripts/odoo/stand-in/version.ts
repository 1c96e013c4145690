export type Version = '18.0' | '19.0';

/** What `common.version` answers. */
export const versionReply = (version: Version) => ({
  server_version: version,
  server_version_info: [Number.parseInt(version, 10), 0, 0, 'final', 0, ''],
  server_serie: version,
  protocol_version: 1,
});

/** Odoo 19 renamed the field of a user's groups. */
export const groupsField = (version: Version): string =>
  version === '18.0' ? 'groups_id' : 'group_ids';
