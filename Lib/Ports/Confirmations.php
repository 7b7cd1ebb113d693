<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * What persons confirmed and accepted. Times: ISO 8601 with offset.
 *
 * @phpstan-type Attestation array{
 *     item: string, subject: string, answer: string, by: string, at: string, expiresAt: string, note: string
 * }
 * @phpstan-type Waiver array{
 *     check: string, finding: string, reason: string, by: string, at: string, expiresAt: string
 * }
 */
interface Confirmations
{
    /**
     * @return list<Attestation>
     *
     * @throws CannotRead
     */
    public function attestations(): array;

    /**
     * @return list<Waiver>
     *
     * @throws CannotRead
     */
    public function waivers(): array;
}
