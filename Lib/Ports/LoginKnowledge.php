<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

use Modules\ModuleSecurityChecklist\Lib\Secrets\Secret;

/**
 * What is known about a login whose password is stored as a hash: tried guesses, and the password once typed or set.
 *
 * @phpstan-import-type SecretFeatures from \Modules\ModuleSecurityChecklist\Lib\Secrets\Features
 * @phpstan-type Guess array{state: 'not-run'}
 *     |array{state: 'running', tried: int, total: int}
 *     |array{state: 'no-match', tried: int}
 *     |array{state: 'match', which: 'default'|'login'|'instance-id'|'common'}
 * @phpstan-type Proof array{at: string, by: 'action'|'person', current: bool, features: SecretFeatures}
 */
interface LoginKnowledge
{
    public const WEB = 'web';
    public const SSH = 'ssh';

    /**
     * `$stored` is the value of the setting, a hash or the password itself: what is known is void when it has changed.
     *
     * @phpstan-param self::WEB|self::SSH $which
     *
     * @return array{guess: Guess, proven: Proof|null}
     *
     * @throws CannotRead
     */
    public function about(string $which, Secret $stored): array;
}
