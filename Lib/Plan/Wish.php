<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

/**
 * What somebody wants of the plan that is being played.
 */
final class Wish
{
    public const CONFIRM = 'confirm';
    /** More time to confirm. */
    public const EXTEND = 'extend';
    public const REVERT = 'revert';
    /** A person has dealt with what the player could not. */
    public const DISMISS = 'dismiss';
    /** What came for a while goes now; or a person has seen that it could not be taken away. */
    public const END = 'end';
    /** What was to begin later is not to begin; or a person has seen that it did not. About no plan: the module goes. */
    public const CANCEL = 'cancel';
    /** The person has the new secrets: they are not shown again. */
    public const SHEET_CLOSED = 'rotation-sheet-closed';
    /** All phones have theirs: what is kept of the old ones goes now. */
    public const FINISHED = 'rotation-finished';
    /** The module is switched off or removed. */
    public const LEAVE = 'leave';
    /** What whoever plays hears. */
    public const OF_PLAYERS = [
        self::CONFIRM, self::EXTEND, self::REVERT, self::DISMISS, self::END, self::SHEET_CLOSED, self::FINISHED, self::LEAVE,
    ];
    public const ALL = [
        self::CONFIRM, self::EXTEND, self::REVERT, self::DISMISS, self::END, self::CANCEL, self::SHEET_CLOSED, self::FINISHED,
        self::LEAVE,
    ];

    private string $kind;
    private string $plan;
    private string $person;
    private string $address;
    private string $nonce;
    private Arrival $arrival;

    /**
     * @phpstan-param value-of<self::ALL> $kind
     * @param string $plan  id; '' for whichever it is
     * @param string $nonce hash of it; only to confirm
     */
    public function __construct(
        string $kind,
        string $plan = '',
        string $person = '',
        string $address = '',
        string $nonce = '',
        ?Arrival $arrival = null
    ) {
        $this->kind = $kind;
        $this->plan = $plan;
        $this->person = $person;
        $this->address = $address;
        $this->nonce = $nonce;
        $this->arrival = $arrival ?? new Arrival();
    }

    public function kind(): string
    {
        return $this->kind;
    }

    public function isAbout(string $plan): bool
    {
        return $this->plan === '' || $this->plan === $plan;
    }

    public function plan(): string
    {
        return $this->plan;
    }

    public function person(): string
    {
        return $this->person;
    }

    public function address(): string
    {
        return $this->address;
    }

    public function nonce(): string
    {
        return $this->nonce;
    }

    public function arrival(): Arrival
    {
        return $this->arrival;
    }

    /**
     * @return array<string, mixed>
     */
    public function written(): array
    {
        return [
            'kind' => $this->kind,
            'plan' => $this->plan,
            'person' => $this->person,
            'address' => $this->address,
            'nonce' => $this->nonce,
            'arrival' => $this->arrival->written(),
        ];
    }

    /**
     * null: no wish.
     *
     * @param array<mixed> $written
     */
    public static function read(array $written): ?self
    {
        $kind = $written['kind'] ?? null;
        foreach (self::ALL as $known) {
            if ($kind === $known) {
                return new self(
                    $known,
                    self::text($written, 'plan'),
                    self::text($written, 'person'),
                    self::text($written, 'address'),
                    self::text($written, 'nonce'),
                    Arrival::read($written['arrival'] ?? null)
                );
            }
        }
        return null;
    }

    /**
     * @param array<mixed> $written
     */
    private static function text(array $written, string $key): string
    {
        return is_string($written[$key] ?? null) ? $written[$key] : '';
    }
}
