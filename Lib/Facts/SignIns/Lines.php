<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\SignIns;

/**
 * How one log of Core tells of people or programs that signed in. Much of every line is text of strangers: only what stands where they
 * cannot write is believed.
 */
interface Lines
{
    public const WEB = 'web';
    public const SSH = 'ssh';

    /**
     * The sign-ins in some whole lines.
     *
     * @return list<array{service: string, address: string|null, time: int, count: int, key: string}>
     *         service: WEB, SSH, or a user of AMI; address null: it was not told; count 0: no new sign-in, but a session in use;
     *         key: fingerprint of the one that was used, '' without one
     */
    public function find(string $lines): array;

    /**
     * When the first of these lines was written; null: none of them says.
     */
    public function firstTime(string $lines): ?int;

    /**
     * Where those who signed in over one of the services are collected.
     */
    public function nobody(): Seen;
}
