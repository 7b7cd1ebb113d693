<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Patch;

use DateTimeImmutable;
use Exception;
use stdClass;

/**
 * What the API handed in, as root reads it.
 */
final class PatchOrder
{
    public const FETCH = 'fetch';
    public const RUN = 'run';
    public const RESTORE = 'restore';
    /** Where a script comes from. */
    public const VENDOR = 'vendor';
    public const ADDRESS = 'address';
    public const FILE = 'file';
    public const ID = '/\A[0-9a-f]{16}\z/';
    public const SHA256 = '/\A[0-9a-f]{64}\z/';

    /** What nobody began by then is not begun. */
    private const SECONDS = 60;
    private const KINDS = [self::FETCH, self::RUN, self::RESTORE];

    public string $id;
    /** @var self::FETCH|self::RUN|self::RESTORE */
    public string $kind;
    public string $person;
    /** Of the person. */
    public string $asker;
    public string $from;
    /** That was typed. */
    public string $address;
    /** Of a file. */
    public string $text;
    /** Of what was looked at. */
    public string $sha256;
    private string $at;

    /**
     * @return self|null null: it is none
     */
    public static function read(stdClass $job): ?self
    {
        $fields = get_object_vars($job);
        $texts = [];
        foreach (['id', 'kind', 'person', 'asker', 'from', 'address', 'text', 'sha256', 'at'] as $name) {
            $texts[$name] = is_string($fields[$name] ?? null) ? $fields[$name] : '';
        }
        $place = array_search($texts['kind'], self::KINDS, true);
        if ($place === false || preg_match(self::ID, $texts['id']) !== 1) {
            return null;
        }
        $order = new self();
        $order->kind = self::KINDS[$place];
        $order->id = $texts['id'];
        $order->person = $texts['person'];
        $order->asker = $texts['asker'];
        $order->from = $texts['from'];
        $order->address = $texts['address'];
        $order->text = $texts['text'];
        $order->sha256 = $texts['sha256'];
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
