<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Guessing;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\LoginKnowledge;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Secret;

/**
 * What guessing found and what was proven, for the facts.
 */
final class LoginRecords implements LoginKnowledge
{
    private GuessRecords $guesses;
    private Proofs $proofs;

    public function __construct(GuessRecords $guesses, Proofs $proofs)
    {
        $this->guesses = $guesses;
        $this->proofs = $proofs;
    }

    public function about(string $which, Secret $stored): array
    {
        try {
            return [
                'guess' => $this->guesses->state($which, $stored),
                'proven' => $this->proofs->of($which, $stored),
            ];
        } catch (CannotStore $broken) {
            throw $broken->asCannotRead();
        }
    }
}
