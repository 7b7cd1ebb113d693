<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api;

use Closure;

/**
 * What a write did: the answer, and what the journal says of it.
 */
final class Written
{
    private Answer $answer;
    /** @var array<string, mixed>|null */
    private ?array $details;
    private ?Closure $afterwards;

    /**
     * @param array<string, mixed>|null $details    without secrets; null: there is nothing to tell
     * @param (Closure(): void)|null    $afterwards what is done when all of it is stored
     */
    public function __construct(Answer $answer, ?array $details, ?Closure $afterwards = null)
    {
        $this->answer = $answer;
        $this->details = $details;
        $this->afterwards = $afterwards;
    }

    public function isStored(): void
    {
        if ($this->afterwards !== null) {
            ($this->afterwards)();
        }
    }

    public function answer(): Answer
    {
        return $this->answer;
    }

    /**
     * @return array<string, mixed>|null
     */
    public function details(): ?array
    {
        return $this->details;
    }
}
