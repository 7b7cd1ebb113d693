<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

/**
 * Who wants a plan to be played, and how they came here.
 */
final class Asked
{
    private string $person;
    private string $login;
    private string $address;
    private Arrival $arrival;
    private string $session;

    /**
     * @param string $login   what tells this login from others
     * @param string $address of the connection, never of a forwarded header
     * @param string $session name that Core keeps the login under; '': nobody knows it
     */
    public function __construct(string $person, string $login, string $address, Arrival $arrival, string $session = '')
    {
        $this->session = $session;
        $this->person = $person;
        $this->login = $login;
        $this->address = $address;
        $this->arrival = $arrival;
    }

    public function person(): string
    {
        return $this->person;
    }

    /**
     * Hash of the login: itself it may be a session.
     */
    public function login(): string
    {
        return hash('sha256', "login\0" . $this->login);
    }

    /**
     * Hash of what Core keeps the login under, for whoever ends all others; '': nobody knows it.
     */
    public function session(): string
    {
        return $this->session === '' ? '' : self::sessionHash($this->session);
    }

    public static function sessionHash(string $session): string
    {
        return hash('sha256', "session\0" . $session);
    }

    public function address(): string
    {
        return $this->address;
    }

    public function arrival(): Arrival
    {
        return $this->arrival;
    }

    /**
     * The same, who came another way, too.
     */
    public function arrived(Arrival $arrival): self
    {
        $asked = clone $this;
        $asked->arrival = $arrival;
        return $asked;
    }

    /**
     * @return array<string, string>
     */
    public function __debugInfo(): array
    {
        return ['person' => $this->person, 'address' => $this->address];
    }
}
