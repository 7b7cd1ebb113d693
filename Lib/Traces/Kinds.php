<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Traces;

/**
 * Kinds of what is looked for; the page has a file for each (sites/checklist/traces).
 */
final class Kinds
{
    public const SSH_KEYS = 'ssh-keys';
    public const API_KEYS = 'api-keys';
    public const PASSKEYS = 'passkeys';
    public const AMI_USERS = 'ami-users';
    public const ARI_USERS = 'ari-users';
    public const CABINET_USERS = 'cabinet-users';
    public const FORWARDS = 'forwards';
    public const PROVIDERS = 'providers';
    public const OUTBOUND_ROUTES = 'outbound-routes';
    public const INCOMING_ROUTES = 'incoming-routes';
    public const CUSTOM_FILES = 'custom-files';
    public const APPLICATIONS = 'applications';
    public const MODULES = 'modules';
    public const CRON = 'cron';
    public const CORE_FILES = 'core-files';
    public const PROCESSES = 'processes';
    public const SYSTEM_USERS = 'system-users';

    public const ALL = [
        self::SSH_KEYS, self::API_KEYS, self::PASSKEYS, self::AMI_USERS, self::ARI_USERS, self::CABINET_USERS, self::FORWARDS,
        self::PROVIDERS, self::OUTBOUND_ROUTES, self::INCOMING_ROUTES, self::CUSTOM_FILES, self::APPLICATIONS, self::MODULES,
        self::CRON, self::CORE_FILES, self::PROCESSES, self::SYSTEM_USERS,
    ];

    /** Of one kind; a list that is longer is not told of. */
    public const MOST = 2000;
}
