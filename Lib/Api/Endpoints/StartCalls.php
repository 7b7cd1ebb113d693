<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Api\WriteEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Written;
use Modules\ModuleSecurityChecklist\Lib\Calls\CallsDesk;
use Modules\ModuleSecurityChecklist\Lib\Calls\CallsQuestion;

/**
 * Has the calls of a period read; one that is being read gives way.
 */
final class StartCalls implements WriteEndpoint
{
    /** `2026-11-01 00:00:00`, as Core writes the start of a call. */
    private const TIME = '/\A(\d{4})-(\d\d)-(\d\d) (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\z/';
    private const PROVIDER = 64;
    private const MOST_DAYS = 366;
    private const MOST_PROVIDERS = 100;
    private const MOST_RANGES = 1000;
    private const MOST_DIGITS = 20;

    private CallsDesk $desk;

    public function __construct(CallsDesk $desk)
    {
        $this->desk = $desk;
    }

    public function method(): string
    {
        return 'POST';
    }

    public function resource(): string
    {
        return 'calls/start';
    }

    public function fields(): array
    {
        return ['from', 'to', 'before', 'dusk', 'dawn', 'plain', 'each'];
    }

    public function prepare(Fields $fields, Caller $caller): Closure
    {
        $from = self::time($fields, 'from');
        $to = self::time($fields, 'to');
        $days = ((int) strtotime("$to UTC") - (int) strtotime("$from UTC")) / 86400;
        if ($days <= 0 || $days > self::MOST_DAYS) {
            throw $fields->unfit('to');
        }
        $before = $fields->number('before', 0, self::MOST_DAYS);
        $night = [$fields->number('dusk', 0, 24), $fields->number('dawn', 0, 24)];
        $question = new CallsQuestion($from, $to, $before, $night, self::plain($fields), $fields->truth('each'));
        return function () use ($question): Written {
            $this->desk->ask($question);
            $details = ['from' => $question->from(), 'to' => $question->to(), 'before' => $question->before()];
            return new Written(Answer::json(202, $this->desk->state()), $details, function (): void {
                $this->desk->begin();
            });
        };
    }

    private static function time(Fields $fields, string $name): string
    {
        $text = $fields->text($name, self::TIME);
        [$year, $month, $day] = array_map('intval', explode('-', substr($text, 0, 10)));
        if (!checkdate($month, $day, $year)) {
            throw $fields->unfit($name);
        }
        return $text;
    }

    /**
     * @return array<string, list<string>>
     */
    private static function plain(Fields $fields): array
    {
        $plain = [];
        foreach ($fields->each('plain', ['provider', 'ranges'], self::MOST_PROVIDERS) as $each) {
            $ranges = $each->list('ranges', CallsQuestion::RANGE, 0, self::MOST_RANGES);
            foreach ($ranges as $range) {
                [$low, $high, $size] = array_map('strval', (array) preg_split('/[-\/]/', $range));
                $isSound = strlen($low) === strlen($high) && strcmp($low, $high) <= 0;
                if (!$isSound || (int) $size < strlen($low) || (int) $size > self::MOST_DIGITS) {
                    throw $each->unfit('ranges');
                }
            }
            $plain[$each->line('provider', self::PROVIDER)] = $ranges;
        }
        return $plain;
    }
}
