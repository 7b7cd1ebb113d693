<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Ports\Executor;
use Modules\ModuleSecurityChecklist\Lib\Ports\Restorer;
use Modules\ModuleSecurityChecklist\Lib\Ports\Standing;

/**
 * What a step works with.
 */
final class Hands
{
    private Executor $executor;
    private Restorer $restorer;
    private Standing $standing;
    private string $session = '';

    public function __construct(Executor $executor, Restorer $restorer, ?Standing $standing = null)
    {
        $this->standing = $standing ?? new NoStanding();
        $this->executor = $executor;
        $this->restorer = $restorer;
    }

    public function executor(): Executor
    {
        return $this->executor;
    }

    public function restorer(): Restorer
    {
        return $this->restorer;
    }

    public function standing(): Standing
    {
        return $this->standing;
    }

    /**
     * The same, for whoever is signed in with this session (Caller::session).
     */
    public function of(string $session): self
    {
        $hands = clone $this;
        $hands->session = $session;
        return $hands;
    }

    /**
     * Hash of the session of the person who asks; '': nobody knows it.
     */
    public function session(): string
    {
        return $this->session;
    }
}
