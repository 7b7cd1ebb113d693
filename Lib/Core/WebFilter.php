<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core;

use Modules\ModuleSecurityChecklist\Lib\Module;

/**
 * Core's web filter (since 2026.2.118, WafRegistry) searches the bodies of requests for SQL and paths, which ordinary
 * sentences, names and passwords look like. Bodies of ours are JSON whose texts only ever fill placeholders.
 */
final class WebFilter
{
    private const WRITES = [
        'attestations', 'attestations/withdraw', 'waivers', 'waivers/withdraw', 'last-judged', 'flags-switch',
        'plans', 'plans/cancel', 'plans/confirm', 'plans/dismiss', 'plans/end', 'plans/extend', 'plans/revert',
        'plans/rotated', 'plans/sheet', 'plans/sheet-closed', 'plans/undo',
        'calls/start', 'calls/cancel', 'traces/fine',
        'patch/fetch', 'patch/run', 'patch/restore',
        'evidence/start', 'evidence/resume', 'evidence/remove', 'evidence/ticket',
        'guesses/start', 'guesses/cancel', 'passwords/prove', 'passwords/judge',
    ];

    /**
     * @return array<string, list<string>> scopes by exact path
     */
    public static function exemptions(): array
    {
        $exemptions = [];
        foreach (self::WRITES as $resource) {
            $exemptions[Module::API . '/' . $resource] = ['body-scan'];
        }
        return $exemptions;
    }
}
