<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib;

/**
 * What this module is called.
 */
final class Module
{
    public const ID = 'ModuleSecurityChecklist';
    /** Below the address of the PBX: docs/module-api.md. */
    public const API = '/pbxcore/api/module-security-checklist';
    /** Of its page, below the cabinet. */
    public const PAGE = 'module-security-checklist/module-security-checklist/index';
}
