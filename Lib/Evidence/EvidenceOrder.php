<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Evidence;

use DateTimeImmutable;
use Exception;
use stdClass;

/**
 * What the API handed in, as root reads it.
 */
final class EvidenceOrder
{
    public const START = 'start';
    /** After the disk was full, or it broke off. */
    public const RESUME = 'resume';
    /** What is being done ends, and what is there goes. */
    public const REMOVE = 'remove';
    public const ID = '/\A[0-9a-f]{16}\z/';

    /** What nobody began by then is not begun. */
    private const SECONDS = 60;
    private const KINDS = [self::START, self::RESUME, self::REMOVE];

    public string $id;
    /** @var self::START|self::RESUME|self::REMOVE */
    public string $kind;
    public string $person;
    /** Of the person. */
    public string $asker;
    public ?Period $period;
    /** Recordings are to be in the archive. */
    public bool $isWithRecordings;
    private string $at;

    /**
     * @return self|null null: it is none
     */
    public static function read(stdClass $job): ?self
    {
        $fields = get_object_vars($job);
        $texts = [];
        foreach (['id', 'kind', 'person', 'asker', 'from', 'to', 'recordings', 'at'] as $name) {
            $texts[$name] = is_string($fields[$name] ?? null) ? $fields[$name] : '';
        }
        $place = array_search($texts['kind'], self::KINDS, true);
        $period = Period::of($texts['from'], $texts['to']);
        $isWhole = $place !== false && preg_match(self::ID, $texts['id']) === 1;
        if (!$isWhole || ($texts['kind'] === self::START && $period === null)) {
            return null;
        }
        $order = new self();
        $order->kind = self::KINDS[$place];
        $order->id = $texts['id'];
        $order->person = $texts['person'];
        $order->asker = $texts['asker'];
        $order->period = $period;
        $order->isWithRecordings = $texts['recordings'] === 'yes';
        $order->at = $texts['at'];
        return $order;
    }

    /**
     * A clock that leapt is as good as time that passed: nobody expects it any more.
     */
    public function isLate(DateTimeImmutable $now): bool
    {
        try {
            $at = new DateTimeImmutable($this->at === '' ? '@0' : $this->at);
        } catch (Exception $unreadable) {
            return true;
        }
        return abs($now->getTimestamp() - $at->getTimestamp()) > self::SECONDS;
    }
}
