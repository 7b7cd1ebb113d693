<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

/**
 * What the PBX does by itself when its time has come: takes away what a plan made for a while.
 */
final class Due
{
    private string $plan;
    private Deadline $deadline;
    private string $trouble;

    /**
     * @param string $plan    id
     * @param string $trouble why it could not be done, a code: then a person has to look; '': not tried yet
     */
    public function __construct(string $plan, Deadline $deadline, string $trouble = '')
    {
        $this->plan = $plan;
        $this->deadline = $deadline;
        $this->trouble = $trouble;
    }

    public function plan(): string
    {
        return $this->plan;
    }

    public function deadline(): Deadline
    {
        return $this->deadline;
    }

    public function trouble(): string
    {
        return $this->trouble;
    }

    public function troubled(string $why): self
    {
        return new self($this->plan, $this->deadline, $why);
    }

    /**
     * @return array<string, mixed>
     */
    public function written(): array
    {
        return ['plan' => $this->plan, 'deadline' => $this->deadline->written(), 'trouble' => $this->trouble];
    }

    /**
     * null: no such thing.
     *
     * @param mixed $written
     */
    public static function read($written): ?self
    {
        $from = is_array($written) ? $written : [];
        $deadline = Deadline::read(is_array($from['deadline'] ?? null) ? $from['deadline'] : []);
        $plan = $from['plan'] ?? null;
        $trouble = $from['trouble'] ?? '';
        return is_string($plan) && $deadline !== null ? new self($plan, $deadline, is_string($trouble) ? $trouble : '') : null;
    }
}
