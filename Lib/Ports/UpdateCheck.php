<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * What Core's own advice last found: newer releases and warnings. Asks nobody.
 */
interface UpdateCheck
{
    /**
     * `latest`: the newest release, the running one where there is none newer; null: never learned (offline).
     * `checkedAt`: ISO 8601 with offset; null: not known.
     * `warnings`: a security log that grows, the password of root changed past the cabinet, damaged files; null: Core
     * has not looked yet.
     *
     * @return array{
     *     latest: string|null,
     *     checkedAt: string|null,
     *     warnings: array{securityLog: 'calm'|'growing'|'flood'|null, sshPassword: bool|null, files: bool|null}
     * }
     *
     * @throws CannotRead
     */
    public function last(): array;
}
