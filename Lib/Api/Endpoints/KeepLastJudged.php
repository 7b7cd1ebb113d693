<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Api\WriteEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Written;
use Modules\ModuleSecurityChecklist\Lib\Store\LastJudged;
use Modules\ModuleSecurityChecklist\Lib\Traces\TracesDesk;
use Modules\ModuleSecurityChecklist\Lib\Watch\Stale;
use Modules\ModuleSecurityChecklist\Lib\Watch\Upgraded;

/**
 * Keeps what a page showed: docs/schemas/last-judged.schema.json, with bounds and without extra fields.
 */
final class KeepLastJudged implements WriteEndpoint
{
    private const VERSION = 1;
    private const COUNTS = ['judged', 'of', 'accepted'];
    private const SCORES = [
        'scored' => ['state', 'points', 'word', 'judged', 'of', 'accepted'],
        'not-scored' => ['state', 'judged', 'of', 'accepted'],
    ];
    private const WORDS = ['in-danger', 'weak', 'fair', 'good', 'strong'];
    private const VERDICTS = ['fail', 'warn', 'unknown', 'manual', 'pass', 'not-applicable'];
    private const SEVERITIES = ['low', 'medium', 'high', 'critical'];
    private const CHECK = ['check', 'verdict', 'severity', 'accepted', 'digests'];
    private const PART = '/\A[A-Za-z][A-Za-z0-9]{0,63}\z/';
    /** SHA-256; of a part that is unknown its reason. */
    private const DIGEST = '/\A[a-z0-9-]{1,64}\z/';
    /** Id of an accepted problem; '' is the whole check. */
    private const ACCEPTED = '/\A\P{Cc}{0,255}\z/u';
    private const LONGEST_TIME = 40;
    private const LARGEST_COUNT = 100000;
    private const MOST_CHECKS = 200;
    private const MOST_ACCEPTED = 1000;
    private const MOST_PARTS = 100;

    private LastJudged $lastJudged;
    private Stale $stale;
    private Upgraded $upgraded;
    private TracesDesk $traces;

    public function __construct(LastJudged $lastJudged, Stale $stale, Upgraded $upgraded, TracesDesk $traces)
    {
        $this->lastJudged = $lastJudged;
        $this->stale = $stale;
        $this->upgraded = $upgraded;
        $this->traces = $traces;
    }

    public function method(): string
    {
        return 'POST';
    }

    public function resource(): string
    {
        return 'last-judged';
    }

    public function fields(): array
    {
        return ['version', 'at', 'score', 'checks'];
    }

    public function prepare(Fields $fields, Caller $caller): Closure
    {
        $fields->time('at');
        $judged = [
            'version' => $fields->number('version', self::VERSION, self::VERSION),
            'at' => $fields->line('at', self::LONGEST_TIME),
            'score' => self::score($fields->variant('score', 'state', self::SCORES)),
            'checks' => array_map([self::class, 'check'], $fields->each('checks', self::CHECK, self::MOST_CHECKS)),
        ];
        return function () use ($judged, $caller): Written {
            // Looking is no change; another grade is.
            $isSame = ($this->lastJudged->get()['score'] ?? null) == $judged['score'];
            $this->upgraded->judged($judged['at']);
            $this->lastJudged->put($judged + ['by' => $caller->name()]);
            $this->stale->clear();
            if (!self::isCritical($judged['checks'])) {
                $this->traces->isGood();
            }
            $told = $isSame ? null : ['at' => $judged['at'], 'score' => $judged['score']];
            return new Written(Answer::json(200, $judged), $told, function (): void {
                $this->traces->keepLater();
            });
        };
    }

    /**
     * @param list<array{verdict: string, severity: string}> $checks
     */
    private static function isCritical(array $checks): bool
    {
        foreach ($checks as ['verdict' => $verdict, 'severity' => $severity]) {
            if ($verdict === 'fail' && $severity === 'critical') {
                return true;
            }
        }
        return false;
    }

    /**
     * @return array<string, int|string>
     */
    private static function score(Fields $fields): array
    {
        $state = $fields->oneOf('state', array_keys(self::SCORES));
        $score = ['state' => $state];
        if ($state === 'scored') {
            $score['points'] = $fields->number('points', 0, 100);
            $score['word'] = $fields->oneOf('word', self::WORDS);
        }
        foreach (self::COUNTS as $count) {
            $score[$count] = $fields->number($count, 0, self::LARGEST_COUNT);
        }
        return $score;
    }

    /**
     * @return array{check: string, verdict: string, severity: string, accepted: list<string>, digests: object}
     */
    private static function check(Fields $fields): array
    {
        return [
            'check' => $fields->id('check'),
            'verdict' => $fields->oneOf('verdict', self::VERDICTS),
            'severity' => $fields->oneOf('severity', self::SEVERITIES),
            'accepted' => $fields->list('accepted', self::ACCEPTED, 0, self::MOST_ACCEPTED),
            // As an object it stays one without parts, too.
            'digests' => (object) $fields->texts('digests', self::PART, self::DIGEST, self::MOST_PARTS),
        ];
    }
}
