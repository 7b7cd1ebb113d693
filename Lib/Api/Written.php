<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api;

/**
 * What a write did: the answer, and what the journal says of it.
 */
final class Written
{
    private Answer $answer;
    /** @var array<string, mixed>|null */
    private ?array $details;

    /**
     * @param array<string, mixed>|null $details without secrets; null: nothing was changed
     */
    public function __construct(Answer $answer, ?array $details)
    {
        $this->answer = $answer;
        $this->details = $details;
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
