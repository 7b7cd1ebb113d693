<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * Runs that try likely passwords against a stored hash, outside the request. Called inside `Storage::atOnce`.
 *
 * @phpstan-import-type Guess from LoginKnowledge
 */
interface Guesses
{
    /**
     * Asks for a run; one that is under way goes on.
     *
     * @phpstan-param LoginKnowledge::WEB|LoginKnowledge::SSH $which
     *
     * @return Guess as it is now
     *
     * @throws CannotStore
     * @throws CannotRead
     */
    public function start(string $which): array;

    /**
     * Ends a run; without one nothing happens.
     *
     * @phpstan-param LoginKnowledge::WEB|LoginKnowledge::SSH $which
     *
     * @return Guess as it is now
     *
     * @throws CannotStore
     * @throws CannotRead
     */
    public function cancel(string $which): array;
}
