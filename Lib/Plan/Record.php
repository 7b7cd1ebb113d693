<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\PlanObject;
use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\Secret;
use Modules\ModuleSecurityChecklist\Lib\Plan\Steps\WatchEdits;
use stdClass;
use UnexpectedValueException;

/**
 * What the player knows of one plan: written before it does something, so that whoever comes after a broken-off player
 * knows what may have happened. Its one owner changes it and has it saved.
 */
final class Record
{
    public const DAMAGED = 'damaged';
    /** The longest comment, in characters. */
    public const COMMENT = 200;

    /** Causes of a plan, where no person asked for it in the cabinet: root did at the console, or its time has come. */
    public const CONSOLE = 'console';
    public const END = 'end';

    private const EXACT = ['kept', 'before', 'after', 'left'];

    public string $id = '';
    /** The plan as it was sent, without what is for people; null: it undoes an earlier one. */
    public ?stdClass $plan = null;
    /** Id of the plan that it undoes; '': none. */
    public string $undoOf = '';
    /** @var list<string> keys of the objects of that plan that are undone; empty: all */
    public array $only = [];
    /** What a person typed, closed for root; '': nothing, or it was opened. */
    public string $typed = '';
    /** @var array<string, string> what is to be stored, sealed, by owner (Owner) */
    public array $sealed = [];
    /** Which one it is; '': nobody has looked into the plan yet. */
    public string $action = '';
    /** @var list<array<string, bool|float|int|string>> in brief */
    public array $steps = [];
    /** Why it is played without a person in the cabinet; '': there is one. No request can say so. */
    public string $cause = '';
    /** In the words of whoever began it; '': none. */
    public string $comment = '';
    public string $person = '';
    public string $address = '';
    /** Hash of the nonce. */
    public string $nonce = '';
    /** How it was asked. */
    public Arrival $arrival;
    /** Hash of the session that goes on whatever ends (Caller::session); '': nobody knows it. */
    public string $session = '';
    public string $acceptedAt = '';
    public string $phase = Phase::ACCEPTED;
    /** Why it was refused or is undone: a code. */
    public string $reason = '';
    /** What broke, for people; holds no secret. */
    public string $detail = '';
    public int $begun = 0;
    public int $done = 0;
    /** @var array<int, string> steps that did not work out, and that the plan stands without: why, by place */
    public array $missed = [];
    public bool $hasOrder = false;
    /** It takes something from somebody: then the person's own line is looked for, too. */
    public bool $closes = false;
    /** What it closed, when it is in force. */
    public Closed $closed;
    /** Who is still connected there; null: nobody has looked, or nothing is closed. Looked up anew, so it is not kept. */
    public ?Connected $connected = null;
    /** Somebody did not answer: what was asked may happen later. */
    public bool $isUncertain = false;
    /** @var array<int, int> ids of new rules by place */
    public array $made = [];
    /** @var list<int> of the rules that were there before */
    public array $idsBefore = [];
    /** @var array<string, array<mixed>> by key of the object */
    public array $kept = [];
    /** @var array<string, array<mixed>> what each object meant before the plan, by key */
    public array $before = [];
    /** @var array<string, array<mixed>> what each object meant after its step, by key; before that, what is foretold */
    public array $after = [];
    /** @var array<string, array<mixed>> what each object meant when the way back did not work out, by key */
    public array $left = [];
    /** @var array<string, string> digests of everything that plans can change, as the plan left it; empty: not so far yet */
    public array $seen = [];
    /** @var array<string, string> what somebody else changed meanwhile, by key: put back, too, or left */
    public array $foreign = [];
    /** The person is still in: only the last look is missing. */
    public bool $isConfirmed = false;
    /** null: it need not be confirmed. */
    public ?int $confirmSeconds = null;
    /** @var array<string, string> what each object is (WayBack), by key: told where it is not as it should be */
    public array $objects = [];
    /** The newest connection when the change came into force. */
    public ?Connection $reference = null;
    /** Seconds since 1970, when it came into force: only who signed in later confirms. null: a new connection counts. */
    public ?int $signInAfter = null;
    /** @phpstan-var Proof::*|null */
    public ?string $proof = null;
    /** Until it has begun, and from then on until it is confirmed. */
    public ?Deadline $deadline = null;
    /** When what it makes is taken away again; null: it stays. */
    public ?Deadline $ends = null;
    /** When it was to begin by itself; null: at once. Whoever confirms it then has another nonce. */
    public ?Appointment $later = null;
    /** When new secrets came into force, in seconds since 1970; 0: not yet, or there are none. */
    public int $playedAt = 0;
    /** The person has what was renewed, and it is not shown again. */
    public bool $isSheetClosed = false;
    /** Before it began SSH already did something else than what is stored: the way back need not end otherwise. */
    public bool $wasUnsettled = false;
    public int $resumed = 0;
    public string $endedAt = '';

    public function __construct()
    {
        $this->closed = Closed::nothing();
        $this->arrival = new Arrival();
    }

    /**
     * @return array<string, mixed>
     */
    public function written(): array
    {
        /** @var array<string, mixed> $written */
        $written = get_object_vars($this);
        $written['arrival'] = $this->arrival->written();
        $written['reference'] = self::ofConnection($this->reference);
        $written['deadline'] = $this->deadline === null ? null : $this->deadline->written();
        $written['ends'] = $this->ends === null ? null : $this->ends->written();
        $written['later'] = $this->later === null ? null : $this->later->written();
        $written['closed'] = $this->closed->written();
        unset($written['connected']);
        // By number: an empty one, or one that begins with 0, would become a list.
        $written['made'] = (object) $this->made;
        $written['seen'] = (object) $this->seen;
        $written['sealed'] = (object) $this->sealed;
        $written['foreign'] = (object) $this->foreign;
        $written['missed'] = (object) $this->missed;
        $written['objects'] = (object) $this->objects;
        foreach (self::EXACT as $name) {
            // Rows hold bytes of strangers, which JSON could change.
            $written[$name] = base64_encode(serialize($this->{$name}));
        }
        return $written;
    }

    /**
     * Whose secrets it renewed (Owner), also those that were given back since.
     *
     * @return list<string>
     */
    public function owners(): array
    {
        $owners = [];
        foreach (array_keys($this->before) as $key) {
            if (Secret::isKey($key)) {
                $owners[] = substr($key, strlen(Secret::BEGIN));
            }
        }
        return $owners;
    }

    /**
     * A person changes things by hand while it waits (Edits).
     */
    public function isWatching(): bool
    {
        return ($this->steps[0]['kind'] ?? '') === WatchEdits::kind();
    }

    /**
     * What it touches: what its steps name, or whatever there is while a person changes things by hand.
     *
     * @return array<string, PlanObject> by key
     */
    public function touched(Plan $plan): array
    {
        return $this->isWatching() ? Everything::named(array_keys($this->kept)) : $plan->objects($this->hasOrder);
    }

    /**
     * It sets passwords of persons: over, nothing of them is kept, neither of the new ones nor of the old.
     */
    public function setsPasswords(): bool
    {
        return array_intersect_key($this->before, self::passwordKeys()) !== [] || $this->typed !== '' || $this->sealed !== [];
    }

    public function forgetPasswords(): void
    {
        $this->typed = '';
        $this->sealed = [];
        $this->kept = array_diff_key($this->kept, self::passwordKeys());
    }

    /**
     * @return array<string, true>
     */
    private static function passwordKeys(): array
    {
        $keys = [];
        foreach (array_keys(Owner::LOGINS) as $owner) {
            $keys[Secret::BEGIN . $owner] = true;
        }
        return $keys;
    }

    /**
     * What was sealed is gone, and with it what could be undone of it.
     *
     * @param list<string>|null $keys of objects; null: all
     */
    public function wipe(?array $keys = null): void
    {
        foreach ($keys ?? array_keys($this->kept) as $key) {
            if (Secret::isKey($key)) {
                unset($this->kept[$key]);
            }
        }
    }

    /**
     * @throws UnexpectedValueException when it is damaged
     */
    public static function read(string $json): self
    {
        $plan = json_decode($json);
        if (!$plan instanceof stdClass) {
            throw new UnexpectedValueException('record');
        }
        $from = (array) json_decode($json, true);
        $record = new self();
        foreach (['id', 'undoOf', 'typed', 'action', 'cause', 'comment', 'person', 'address', 'nonce', 'session', 'acceptedAt', 'phase', 'reason', 'detail', 'endedAt'] as $name) {
            $record->{$name} = self::text($from, $name);
        }
        foreach (['begun', 'done', 'resumed', 'playedAt'] as $name) {
            $record->{$name} = self::number($from, $name);
        }
        foreach (['hasOrder', 'closes', 'isUncertain', 'isConfirmed', 'isSheetClosed', 'wasUnsettled'] as $name) {
            $record->{$name} = ($from[$name] ?? null) === true;
        }
        if (!Phase::isOne($record->phase) || $record->id === '') {
            throw new UnexpectedValueException('record');
        }
        $record->confirmSeconds = is_int($from['confirmSeconds'] ?? null) ? $from['confirmSeconds'] : null;
        $record->plan = ($plan->plan ?? null) instanceof stdClass ? $plan->plan : null;
        foreach (self::pairs($from, 'made') as $place => $id) {
            $record->made[(int) $place] = is_int($id) ? $id : 0;
        }
        foreach (self::pairs($from, 'missed') as $place => $why) {
            $record->missed[(int) $place] = is_string($why) ? $why : '';
        }
        foreach (self::pairs($from, 'steps') as $step) {
            $record->steps[] = is_array($step) ? self::scalars($step) : [];
        }
        foreach (self::pairs($from, 'idsBefore') as $id) {
            $record->idsBefore[] = is_int($id) ? $id : 0;
        }
        $record->only = array_values(self::texts($from, 'only'));
        foreach (self::EXACT as $name) {
            $record->{$name} = self::exact($from, $name);
        }
        $record->objects = self::texts($from, 'objects');
        $record->seen = self::texts($from, 'seen');
        $record->sealed = self::texts($from, 'sealed');
        $record->foreign = self::texts($from, 'foreign');
        $record->closed = Closed::read(self::pairs($from, 'closed'));
        $record->arrival = Arrival::read($from['arrival'] ?? null);
        $record->reference = Connection::read(self::pairs($from, 'reference'));
        $record->signInAfter = is_int($from['signInAfter'] ?? null) ? $from['signInAfter'] : null;
        $proof = $from['proof'] ?? null;
        $record->proof = $proof === Proof::CONNECTION || $proof === Proof::SIGN_IN ? $proof : null;
        $record->deadline = Deadline::read(self::pairs($from, 'deadline'));
        $record->ends = Deadline::read(self::pairs($from, 'ends'));
        $record->later = Appointment::read($from['later'] ?? null);
        return $record;
    }

    /**
     * In the place of one that cannot be read: what it began, nobody knows.
     */
    public static function damaged(string $json): self
    {
        $record = new self();
        $record->id = preg_match('/"id":"([0-9a-f]{16})"/', $json, $found) === 1 ? $found[1] : str_repeat('0', 16);
        $record->phase = Phase::STUCK;
        $record->reason = self::DAMAGED;
        return $record;
    }

    public function asked(): Asked
    {
        return new Asked($this->person, '', $this->address, $this->arrival);
    }

    public function madeIds(): Made
    {
        return new Made($this->made);
    }

    /**
     * @param array<mixed> $from
     *
     * @return array<string, array<mixed>>
     *
     * @throws UnexpectedValueException
     */
    private static function exact(array $from, string $name): array
    {
        // Records of an earlier version have no `left`.
        $bytes = $name === 'left' && !isset($from[$name]) ? serialize([]) : base64_decode(self::text($from, $name), true);
        $values = $bytes === false ? false : @unserialize($bytes, ['allowed_classes' => false]);
        if (!is_array($values)) {
            throw new UnexpectedValueException('record');
        }
        $exact = [];
        foreach ($values as $key => $value) {
            $exact[(string) $key] = is_array($value) ? $value : [];
        }
        return $exact;
    }

    /**
     * @param array<mixed> $from
     *
     * @return array<string, bool|float|int|string>
     */
    private static function scalars(array $from): array
    {
        $scalars = [];
        foreach ($from as $name => $value) {
            if (is_scalar($value)) {
                $scalars[(string) $name] = $value;
            }
        }
        return $scalars;
    }

    /**
     * @return array{epoch: string, number: int}|null
     */
    private static function ofConnection(?Connection $connection): ?array
    {
        return $connection === null ? null : ['epoch' => $connection->epoch(), 'number' => $connection->number()];
    }

    /**
     * @param array<mixed> $from
     *
     * @return array<mixed>
     */
    private static function pairs(array $from, string $name): array
    {
        return is_array($from[$name] ?? null) ? $from[$name] : [];
    }

    /**
     * @param array<mixed> $from
     *
     * @return array<string, string>
     */
    private static function texts(array $from, string $name): array
    {
        $texts = [];
        foreach (self::pairs($from, $name) as $key => $text) {
            $texts[(string) $key] = is_string($text) ? $text : '';
        }
        return $texts;
    }

    /**
     * @param array<mixed> $from
     */
    private static function text(array $from, string $name): string
    {
        return is_string($from[$name] ?? null) ? $from[$name] : '';
    }

    /**
     * @param array<mixed> $from
     */
    private static function number(array $from, string $name): int
    {
        return is_int($from[$name] ?? null) ? $from[$name] : 0;
    }
}
