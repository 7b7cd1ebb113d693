<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

/**
 * What a confirmation is compared with.
 */
final class Confirmable
{
    private string $person;
    private string $address;
    private ?string $nonce;
    private ?Connection $reference;
    private ?int $signInAfter;

    /**
     * @param string|null     $nonce       hash of it; null: it began by itself, and any nonce of the person counts, which whoever takes it looks at
     * @param Connection|null $reference   null: it is being taken
     * @param int|null        $signInAfter seconds since 1970; null: a new connection is what counts
     */
    public function __construct(
        string $person,
        string $address,
        ?string $nonce,
        ?Connection $reference,
        ?int $signInAfter = null
    ) {
        $this->person = $person;
        $this->address = $address;
        $this->nonce = $nonce;
        $this->reference = $reference;
        $this->signInAfter = $signInAfter;
    }

    public function person(): string
    {
        return $this->person;
    }

    public function address(): string
    {
        return $this->address;
    }

    public function nonce(): ?string
    {
        return $this->nonce;
    }

    public function reference(): ?Connection
    {
        return $this->reference;
    }

    public function signInAfter(): ?int
    {
        return $this->signInAfter;
    }
}
