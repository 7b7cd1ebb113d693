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
    private ?Connection $connection;
    private bool $isForwarded;

    /**
     * @param string          $login       what tells this login from others
     * @param string          $address     of the connection, never of a forwarded header
     * @param Connection|null $connection  null: nobody knows which one it came over
     * @param bool            $isForwarded somebody in between says so
     */
    public function __construct(
        string $person,
        string $login,
        string $address,
        ?Connection $connection,
        bool $isForwarded
    ) {
        $this->person = $person;
        $this->login = $login;
        $this->address = $address;
        $this->connection = $connection;
        $this->isForwarded = $isForwarded;
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

    public function address(): string
    {
        return $this->address;
    }

    public function connection(): ?Connection
    {
        return $this->connection;
    }

    public function isForwarded(): bool
    {
        return $this->isForwarded;
    }

    /**
     * @return array<string, string>
     */
    public function __debugInfo(): array
    {
        return ['person' => $this->person, 'address' => $this->address];
    }
}
