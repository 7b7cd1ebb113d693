<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use DateTimeImmutable;
use Exception;
use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;
use Modules\ModuleSecurityChecklist\Lib\Ports\Pace;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlanJobs;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlanRecords;
use Modules\ModuleSecurityChecklist\Lib\Store\PlanNonces;
use stdClass;

/**
 * Takes a plan over from the API, as root, and believes nothing of it: the player looks at the plan itself once more.
 */
final class Intake
{
    public const ID = '/\A[0-9a-f]{16}\z/';

    /** A plan that begins later than this would surprise the person. */
    private const SECONDS = 60;
    /** For what comes for a while, in seconds: a minute to 30 days. */
    public const SHORTEST = 60;
    public const LONGEST = 2592000;
    private const NAME = '/\A\P{Cc}{1,255}\z/u';
    private const ADDRESS = '/\A[0-9A-Fa-f:.]{2,45}\z/';
    private const COMMENT = '/\A\P{Cc}{0,' . Record::COMMENT . '}\z/u';
    /** Of an object. */
    public const KEY = '/\A[a-z0-9-]{1,20}(?::[A-Za-z0-9:]{1,40})?\z/';
    /** What a person typed, for root. */
    private const CLOSED = '/\A[A-Za-z0-9+\/=]{1,1000}\z/';
    private const HASH = '/\A[0-9a-f]{64}\z/';

    private PlanJobs $jobs;
    private PlanRecords $records;
    private PlanNonces $nonces;
    private Clock $clock;
    private Pace $pace;
    private Status $status;
    private Calendar $calendar;
    private Later $later;

    public function __construct(
        PlanJobs $jobs,
        PlanRecords $records,
        PlanNonces $nonces,
        Clock $clock,
        Pace $pace,
        Status $status,
        Calendar $calendar,
        Later $later
    ) {
        $this->later = $later;
        $this->calendar = $calendar;
        $this->jobs = $jobs;
        $this->records = $records;
        $this->nonces = $nonces;
        $this->clock = $clock;
        $this->pace = $pace;
        $this->status = $status;
    }

    /**
     * Called while nobody plays.
     *
     * @return bool whether there is something for a player to do
     *
     * @throws CannotStore
     */
    public function look(): bool
    {
        $record = $this->records->load();
        if ($record !== null) {
            $this->later->begun($record->id);
            $this->watch();
            return $this->goesOn($record);
        }
        if ($this->takesAway(false) || $this->beginsNow()) {
            return true;
        }
        $job = $this->jobs->takeJob();
        $taken = $job === null ? null : $this->read($job);
        if ($taken === null) {
            return false;
        }
        if (!$this->nonces->hasBegun($taken->nonce, $taken->person, $taken->id) || !$this->isYoung($taken)) {
            $this->end($taken, Phase::REFUSED, PlanRefused::NONCE);
            return false;
        }
        try {
            return $this->keep($taken);
        } catch (CannotStore $full) {
            // Whoever asked waits for an answer.
            $this->end($taken, Phase::REFUSED, Forward::NO_JOURNAL);
            return false;
        }
    }

    /**
     * @throws CannotStore
     */
    private function keep(Record $taken): bool
    {
        if ($taken->later !== null) {
            $this->keepForLater($taken);
            return false;
        }
        $taken->deadline = $this->deadline(self::SECONDS);
        $this->records->save($taken);
        $this->status->show($taken);
        return true;
    }

    /**
     * Called while somebody plays, too: what cannot begin in time is told then, and not only afterwards.
     */
    public function watch(): void
    {
        $before = $this->written();
        $cancel = $this->jobs->takeCancel();
        if ($cancel !== null) {
            $this->later->hear($cancel);
        }
        $this->later->next(true);
        if ($this->written() !== $before) {
            $this->status->renew();
        }
    }

    /**
     * Whose time has come.
     *
     * @throws CannotStore
     */
    private function beginsNow(): bool
    {
        $before = $this->written();
        $cancel = $this->jobs->takeCancel();
        if ($cancel !== null) {
            $this->later->hear($cancel);
        }
        $record = $this->later->next(false);
        if ($record === null) {
            if ($this->written() !== $before) {
                $this->status->renew();
            }
            return false;
        }
        $record->deadline = $this->deadline(self::SECONDS);
        $this->records->save($record);
        $this->later->begun($record->id);
        $this->status->show($record);
        return true;
    }

    /**
     * @throws CannotStore
     */
    private function keepForLater(Record $record): void
    {
        try {
            $plan = (new PlanReader())->read($record->plan ?? new stdClass());
        } catch (Refused $unfit) {
            $this->end($record, Phase::REFUSED, 'invalid');
            return;
        }
        $later = $record->later;
        $record->action = $plan->action();
        $record->steps = $plan->brief();
        $record->confirmSeconds = $plan->confirmSeconds();
        if ($later === null || !$this->later->keep($record)) {
            $this->end($record, Phase::REFUSED, PlanRefused::ANOTHER_LATER);
            return;
        }
        $this->status->renew();
    }

    private function written(): string
    {
        $record = $this->records->later();
        return $record === null ? '' : "$record->id $record->phase";
    }

    /**
     * The module goes: what is to begin later never does.
     */
    public function forgetLater(): void
    {
        $this->jobs->takeCancel();
        if ($this->later->leave()) {
            $this->status->renew();
        }
    }

    /**
     * The module goes: what is there for a while goes first.
     *
     * @return bool whether there is something for a player to do
     *
     * @throws CannotStore
     */
    public function leave(): bool
    {
        return $this->takesAway(true);
    }

    /**
     * @throws CannotStore
     */
    private function takesAway(bool $isLeaving): bool
    {
        foreach ($this->jobs->hasWishes() ? $this->jobs->wishes() : [] as $wish) {
            if ($wish->kind() === Wish::END || $wish->kind() === Wish::FINISHED) {
                $this->hear($wish);
            }
            if ($wish->kind() === Wish::SHEET_CLOSED) {
                $this->closeSheet($wish->plan());
            }
        }
        $record = $this->records->load() ?? $this->calendar->next($isLeaving);
        if ($record === null) {
            return false;
        }
        $this->records->save($record);
        $this->status->show($record);
        return true;
    }

    /**
     * @throws CannotStore
     */
    private function closeSheet(string $plan): void
    {
        $played = $this->calendar->find($plan) === null ? null : $this->records->find($plan);
        if ($played !== null && $played->owners() !== []) {
            $played->isSheetClosed = true;
            $this->records->archive($played);
        }
    }

    /**
     * @throws CannotStore
     */
    private function hear(Wish $wish): void
    {
        $due = $this->calendar->find($wish->plan());
        if ($due === null || $this->records->load() !== null) {
            return;
        }
        if ($due->trouble() === '') {
            $record = $this->calendar->undoing($due->plan());
            $record->person = $wish->person();
            $this->records->save($record);
            return;
        }
        $this->calendar->remove($due->plan());
        $this->status->renew();
    }

    /**
     * One that is stuck waits for a person, who has to see it; one that no player has begun can be dismissed.
     *
     * @throws CannotStore
     */
    private function goesOn(Record $record): bool
    {
        if ($record->phase === Phase::STUCK) {
            $this->status->show($record);
            return $this->jobs->hasWishes();
        }
        foreach ($record->phase === Phase::ACCEPTED && $this->jobs->hasWishes() ? $this->jobs->wishes() : [] as $wish) {
            if ($record->cause === '' && $wish->isAbout($record->id) && in_array($wish->kind(), [Wish::DISMISS, Wish::LEAVE], true)) {
                $this->records->clear();
                $this->end($record, Phase::DISMISSED, $wish->kind() === Wish::LEAVE ? Waiting::MODULE_OFF : '');
                return false;
            }
        }
        return true;
    }

    private function end(Record $record, string $phase, string $reason): void
    {
        $record->phase = $phase;
        $record->reason = $reason;
        $record->endedAt = $this->clock->now()->format(DATE_ATOM);
        $this->status->show($record);
    }

    /**
     * Until then it has begun, or it is refused.
     *
     * @throws CannotStore
     */
    private function deadline(int $seconds): Deadline
    {
        try {
            return new Deadline($this->pace->boot(), $this->pace->uptime(), $this->clock->now(), $seconds);
        } catch (CannotRead $timeless) {
            throw new CannotStore(CannotStore::BROKEN, $timeless->getMessage());
        }
    }

    /**
     * null: no job.
     *
     * @throws CannotStore
     */
    private function read(stdClass $job): ?Record
    {
        $forms = [
            'id' => self::ID, 'person' => self::NAME, 'address' => self::ADDRESS, 'nonce' => self::HASH,
            'at' => self::NAME,
        ];
        $texts = [];
        foreach ($forms as $name => $form) {
            $value = $job->{$name} ?? null;
            if (!is_string($value) || preg_match($form, $value) !== 1) {
                return null;
            }
            $texts[$name] = $value;
        }
        $record = new Record();
        $record->id = $texts['id'];
        $record->person = $texts['person'];
        $record->address = $texts['address'];
        $record->nonce = $texts['nonce'];
        $record->acceptedAt = $texts['at'];
        $record->arrival = Arrival::read($job->arrival ?? null);
        $record->later = isset($job->later) ? $this->appointment($job->later) : null;
        if (isset($job->later) && $record->later === null) {
            return null;
        }
        $plan = $job->plan ?? null;
        $undoOf = $job->undoOf ?? '';
        $comment = $job->comment ?? '';
        $ends = $job->ends ?? null;
        $isEnding = is_int($ends) && $ends >= self::SHORTEST && $ends <= self::LONGEST;
        $record->ends = $isEnding ? $this->deadline($ends) : null;
        $record->comment = is_string($comment) && preg_match(self::COMMENT, $comment) === 1 ? $comment : '';
        $record->plan = $plan instanceof stdClass ? $plan : null;
        $record->undoOf = is_string($undoOf) && preg_match(self::ID, $undoOf) === 1 ? $undoOf : '';
        $typed = $job->typed ?? '';
        $record->typed = is_string($typed) && preg_match(self::CLOSED, $typed) === 1 ? $typed : '';
        $session = $job->session ?? '';
        $record->session = is_string($session) && preg_match(self::HASH, $session) === 1 ? $session : '';
        $only = self::keys($job->only ?? []);
        $record->only = $only ?? [];
        // Either a plan, or an earlier one to undo.
        return $only !== null && ($record->plan === null) === ($record->undoOf !== '') ? $record : null;
    }

    /**
     * @param mixed $only
     *
     * @return list<string>|null of objects, each once; null: they are none, and must not be taken for all
     */
    private static function keys($only): ?array
    {
        $keys = [];
        foreach (is_array($only) ? $only : [$only] as $key) {
            if (!is_string($key) || preg_match(self::KEY, $key) !== 1) {
                return null;
            }
            $keys["$key"] = true;
        }
        return array_map('strval', array_keys($keys));
    }

    /**
     * @param mixed $asked
     *
     * @throws CannotStore
     */
    private function appointment($asked): ?Appointment
    {
        $of = is_object($asked) ? get_object_vars($asked) : [];
        $now = $this->clock->now();
        $at = Appointment::time($of['at'] ?? null);
        $until = Appointment::time($of['until'] ?? null);
        if ($at === null || $until === null || !Appointment::isPossible($at, $until, $now)) {
            return null;
        }
        try {
            return new Appointment($at, $until, $this->pace->boot(), $this->pace->uptime(), $now);
        } catch (CannotRead $timeless) {
            throw new CannotStore(CannotStore::BROKEN, $timeless->getMessage());
        }
    }

    private function isYoung(Record $record): bool
    {
        try {
            $age = $this->clock->now()->getTimestamp() - (new DateTimeImmutable($record->acceptedAt))->getTimestamp();
        } catch (Exception $unreadable) {
            return false;
        }
        return $age >= -self::SECONDS && $age <= self::SECONDS;
    }
}
