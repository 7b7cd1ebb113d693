<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\ReadEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;
use Modules\ModuleSecurityChecklist\Lib\Store\Journal;

/**
 * A page of the journal, newest first. `next` is what to ask `before` for older ones; null: there are none.
 */
final class ShowJournal implements ReadEndpoint
{
    private const USUAL = 100;
    private const MOST = 500;
    private const NUMBER = '/\A[1-9][0-9]{0,14}\z/';

    private Journal $journal;

    public function __construct(Journal $journal)
    {
        $this->journal = $journal;
    }

    public function method(): string
    {
        return 'GET';
    }

    public function resource(): string
    {
        return 'journal';
    }

    public function answer(Request $request, Caller $caller): Answer
    {
        $before = self::number($request, 'before');
        $limit = self::number($request, 'limit') ?? self::USUAL;
        if ($limit > self::MOST) {
            throw Refused::invalid('limit');
        }
        $entries = $this->journal->page($before, $limit + 1);
        $shown = array_slice($entries, 0, $limit);
        $next = count($entries) > $limit ? $shown[$limit - 1]['id'] : null;
        return Answer::json(200, ['entries' => $shown, 'next' => $next]);
    }

    private static function number(Request $request, string $name): ?int
    {
        $text = $request->query($name);
        if ($text !== null && preg_match(self::NUMBER, $text) !== 1) {
            throw Refused::invalid($name);
        }
        return $text === null ? null : (int) $text;
    }
}
