<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\ConsoleUndo;
use Modules\ModuleSecurityChecklist\Lib\Plan\Record;
use Modules\ModuleSecurityChecklist\Lib\Plan\Wish;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlanCounter;
use Modules\ModuleSecurityChecklist\Lib\Ports\Terminal;
use Modules\ModuleSecurityChecklist\Test\Support\LocaleWords;

/**
 * The console of a PBX on which plans are played: there is no worker, and what it starts plays at once.
 */
final class ConsoleWorld implements PlanCounter, Terminal
{
    public PlanWorld $world;
    /** What a person reads. */
    public string $screen = '';
    public bool $isSure = true;
    /** Another plan is quicker. */
    public bool $isBusy = false;
    /** Nobody plays. */
    public bool $isDead = false;
    private LocaleWords $words;

    public function __construct(PlanWorld $world, string $language = 'en')
    {
        $this->world = $world;
        $this->words = new LocaleWords($language);
    }

    public function undo(string ...$words): int
    {
        $this->screen = '';
        $command = new ConsoleUndo(
            $this->world->records,
            $this,
            $this->world->journal,
            $this->world->time,
            $this->world->time,
            $this,
            function (Record $record): bool {
                if (!$this->isBusy) {
                    $this->world->records->open = (string) json_encode($record->written());
                }
                return !$this->isBusy;
            },
            function (): void {
                if (!$this->isDead) {
                    $this->world->runToTheEnd();
                }
            }
        );
        return $command->run(array_values($words));
    }

    public function status(): ?array
    {
        return $this->world->desk->status === [] ? null : $this->world->desk->status;
    }

    public function hasJob(): bool
    {
        return false;
    }

    public function handedInAt(): ?int
    {
        return null;
    }

    public function handIn(array $job): void
    {
    }

    public function wish(Wish $wish): void
    {
        $this->world->desk->wishes[] = $wish;
    }

    public function ring(): void
    {
    }

    public function say(string $what, array $values = []): void
    {
        $this->line($this->words->say('module_seccheck_console_' . str_replace('-', '_', $what), $values));
    }

    public function line(string $text): void
    {
        $this->screen .= "$text\n";
    }

    public function isSure(): bool
    {
        return $this->isSure;
    }
}
