<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api;

use Modules\ModuleSecurityChecklist\Lib\Plan\Arrival;
use Modules\ModuleSecurityChecklist\Lib\Plan\Asked;
use Modules\ModuleSecurityChecklist\Lib\Plan\Connection;

/**
 * Who asks, as Core authenticated it, and from where.
 */
final class Caller
{
    private const PERSON = 'person';
    private const KEY = 'key';
    private const PROCESS = 'process';
    private const NOBODY = 'nobody';

    private string $kind;
    private string $name;
    private bool $isAdmin;
    private string $binding;
    private string $address;
    private Arrival $arrival;
    private bool $isEncrypted = false;
    private string $session = '';

    private function __construct(string $kind, string $name, bool $isAdmin, string $binding, string $address)
    {
        $this->kind = $kind;
        $this->name = $name;
        $this->isAdmin = $isAdmin;
        $this->binding = $binding;
        $this->address = $address;
        $this->arrival = new Arrival();
    }

    /**
     * Somebody signed in to the cabinet.
     *
     * @param string $binding what tells this login from others (2024: id of the session); '' where it is not known:
     *                        then nothing can be written
     * @param string   $address    of the connection, never of a forwarded header
     * @param int|null $signedInAt seconds since 1970; null: Core does not say
     */
    public static function person(
        string $name,
        bool $isAdmin,
        string $binding,
        string $address,
        ?int $signedInAt = null
    ): self {
        $caller = new self(self::PERSON, $name, $isAdmin, $binding, $address);
        $caller->arrival = new Arrival(null, false, $signedInAt);
        return $caller;
    }

    /**
     * The same, with the name that Core keeps this login under.
     */
    public function signedInAs(string $session): self
    {
        $caller = clone $this;
        $caller->session = $session;
        return $caller;
    }

    /**
     * An API key that Core lets in here: it may read.
     */
    public static function key(string $id, string $address): self
    {
        return new self(self::KEY, $id, false, '', $address);
    }

    /**
     * A process of the PBX itself, without a person: it may read.
     */
    public static function process(string $address): self
    {
        return new self(self::PROCESS, '', false, '', $address);
    }

    public static function nobody(string $address): self
    {
        return new self(self::NOBODY, '', false, '', $address);
    }

    /**
     * The same, with how they came here.
     *
     * @param Connection|null $connection  null: nobody knows which one
     * @param bool            $isForwarded somebody in between says that the asker is another one
     * @param bool            $isEncrypted nobody on the way reads along
     */
    public function over(?Connection $connection, bool $isForwarded, bool $isEncrypted = false): self
    {
        $caller = clone $this;
        $caller->isEncrypted = $isEncrypted;
        $caller->arrival = new Arrival($connection, $isForwarded, $this->arrival->signedInAt());
        return $caller;
    }

    /**
     * For what a person wants of plans.
     */
    public function asked(): Asked
    {
        return new Asked($this->name, $this->binding, $this->address, $this->arrival, $this->session);
    }

    public function isEncrypted(): bool
    {
        return $this->isEncrypted;
    }

    public function isKnown(): bool
    {
        return $this->kind !== self::NOBODY;
    }

    public function isPerson(): bool
    {
        return $this->kind === self::PERSON;
    }

    /**
     * Nobody signed in: it came from the PBX itself.
     */
    public function isProcess(): bool
    {
        return $this->kind === self::PROCESS;
    }

    /**
     * Core gives keys and its own processes every right there is; persons have roles.
     */
    public function mayRead(): bool
    {
        return $this->isAdmin || $this->kind === self::KEY || $this->kind === self::PROCESS;
    }

    /**
     * A person whose login can be told from others, so that a page can be bound to it.
     */
    public function mayWrite(): bool
    {
        return $this->isPerson() && $this->isAdmin && $this->name !== '' && $this->binding !== '';
    }

    /**
     * Of the person, or id of the key.
     */
    public function name(): string
    {
        return $this->name;
    }

    public function binding(): string
    {
        return $this->binding;
    }

    public function address(): string
    {
        return $this->address;
    }

    /**
     * The binding may be the session itself.
     *
     * @return array<string, string>
     */
    public function __debugInfo(): array
    {
        return ['kind' => $this->kind, 'name' => $this->name, 'address' => $this->address];
    }
}
