<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support;

use Modules\ModuleSecurityChecklist\Lib\Ports\Guesses;
use Modules\ModuleSecurityChecklist\Lib\Ports\Log;
use Modules\ModuleSecurityChecklist\Lib\Ports\LoginKnowledge;
use Modules\ModuleSecurityChecklist\Lib\Ports\ModuleSwitch;
use Modules\ModuleSecurityChecklist\Lib\Ports\NewPasswords;
use Modules\ModuleSecurityChecklist\Lib\Ports\PasswordProof;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Secret;
use Throwable;

/**
 * What the API asks of the rest of the module: all is well, until a test breaks something.
 *
 * @phpstan-import-type Guess from LoginKnowledge
 * @phpstan-import-type Outcome from PasswordProof
 */
final class FakeModule implements Guesses, Log, ModuleSwitch, NewPasswords, PasswordProof
{
    public bool $on = true;
    /** Thrown by whatever is asked; null: all is well. */
    public ?Throwable $broken = null;
    /** @var Outcome of the next proof; of a match: when it is this password */
    public array $outcome = ['state' => 'matched'];
    public string $password = 'correct horse';
    /** @var Guess */
    public array $guess = ['state' => 'running', 'tried' => 0, 'total' => 40];
    /** @var list<string> */
    public array $log = [];
    /** @var list<string> what was asked */
    public array $asked = [];

    public function isOn(): bool
    {
        return $this->on;
    }

    public function trouble(string $what): void
    {
        $this->log[] = $what;
    }

    /**
     * Good is what has a digit.
     */
    public function judge(string $which, Secret $typed): array
    {
        $this->note("judge $which");
        $fits = preg_match('/\d/', $typed->text()) === 1;
        return ['fits' => $fits, 'features' => [
            'contains' => [], 'dictionary' => !$fits, 'digitsOnly' => false, 'generated' => false, 'length' => '12+', 'missing' => [],
            'shared' => 0, 'strong' => $fits,
        ]];
    }

    public function prove(string $which, Secret $typed, string $by = self::BY_PERSON): array
    {
        $this->note($by === self::BY_PERSON ? "prove $which" : "prove $which by $by");
        $isOther = $this->outcome['state'] === 'matched' && $typed->text() !== $this->password;
        return $isOther ? ['state' => 'not-matched'] : $this->outcome;
    }

    public function start(string $which): array
    {
        $this->note("start $which");
        return $this->guess;
    }

    public function cancel(string $which): array
    {
        $this->note("cancel $which");
        return $this->guess;
    }

    private function note(string $what): void
    {
        if ($this->broken !== null) {
            throw $this->broken;
        }
        $this->asked[] = $what;
    }
}
