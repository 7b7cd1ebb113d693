<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

/**
 * How a request came here.
 */
final class Arrival
{
    private ?Connection $connection;
    private bool $isForwarded;
    private ?int $signedInAt;
    private bool $isNew;

    /**
     * @param Connection|null $connection  null: nobody knows which one it came over
     * @param bool            $isForwarded somebody in between says so
     * @param int|null        $signedInAt  seconds since 1970 by the PBX's clock; null: not known
     * @param bool            $isNew       the connection was opened after the person had been given a nonce
     */
    public function __construct(
        ?Connection $connection = null,
        bool $isForwarded = false,
        ?int $signedInAt = null,
        bool $isNew = false
    ) {
        $this->connection = $connection;
        $this->isForwarded = $isForwarded;
        $this->signedInAt = $signedInAt;
        $this->isNew = $isNew;
    }

    public function connection(): ?Connection
    {
        return $this->connection;
    }

    public function isForwarded(): bool
    {
        return $this->isForwarded;
    }

    public function signedInAt(): ?int
    {
        return $this->signedInAt;
    }

    public function isNew(): bool
    {
        return $this->isNew;
    }

    /**
     * The same person has knocked, too: the newer one of the connections counts.
     *
     * @param Connection|null $given   the one that their nonce was given over
     * @param Connection|null $knocked null: they have not
     */
    public function with(?Connection $given, ?Connection $knocked): self
    {
        $newest = $this->connection;
        if ($knocked !== null && ($newest === null || $knocked->isNewerThan($newest))) {
            $newest = $knocked;
        }
        $isNew = $given !== null && $newest !== null && $newest->isNewerThan($given);
        return new self($newest, $this->isForwarded, $this->signedInAt, $isNew);
    }

    /**
     * @return array{epoch: string, number: int, isForwarded: bool, signedInAt: int|null, isNew: bool}
     */
    public function written(): array
    {
        return [
            'epoch' => $this->connection === null ? '' : $this->connection->epoch(),
            'number' => $this->connection === null ? 0 : $this->connection->number(),
            'isForwarded' => $this->isForwarded,
            'signedInAt' => $this->signedInAt,
            'isNew' => $this->isNew,
        ];
    }

    /**
     * What is not there, or no such thing, proves nothing.
     *
     * @param mixed $written
     */
    public static function read($written): self
    {
        $of = is_object($written) ? get_object_vars($written) : (is_array($written) ? $written : []);
        $signedInAt = $of['signedInAt'] ?? null;
        return new self(
            Connection::read($of),
            ($of['isForwarded'] ?? true) !== false,
            is_int($signedInAt) ? $signedInAt : null,
            ($of['isNew'] ?? false) === true
        );
    }
}
