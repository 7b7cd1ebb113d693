<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Calls;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;

/**
 * What a page may ask of the calls.
 *
 * @phpstan-import-type State from CallsRecord
 */
final class CallsDesk
{
    private CallsRecord $record;
    /** @var Closure(): void */
    private Closure $begin;

    /**
     * @param Closure(): void $begin starts the program that reads (CallsRun), and does not wait for it
     */
    public function __construct(CallsRecord $record, Closure $begin)
    {
        $this->record = $record;
        $this->begin = $begin;
    }

    /**
     * @throws CannotStore
     * @throws CannotRead
     */
    public function ask(CallsQuestion $question): void
    {
        $this->record->ask($question);
    }

    /**
     * When the question is stored.
     */
    public function begin(): void
    {
        ($this->begin)();
    }

    /**
     * @throws CannotStore
     */
    public function cancel(): void
    {
        $this->record->forget();
    }

    /**
     * @return State
     *
     * @throws CannotStore
     * @throws CannotRead
     */
    public function state(): array
    {
        return $this->record->state();
    }

    /**
     * JSON.
     *
     * @throws CannotStore
     * @throws CannotRead
     */
    public function found(): ?string
    {
        return $this->record->shown();
    }
}
