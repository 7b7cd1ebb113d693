<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Api;

use Modules\ModuleSecurityChecklist\Test\Support\ApiTestCase;

/**
 * What is asked for and is there comes with 200, whatever the body is: the page and other programs go by it.
 */
final class AnswersTest extends ApiTestCase
{
    /**
     * @dataProvider reads
     */
    public function testWhatIsThereComesWith200(string $resource): void
    {
        $answer = $this->api->get($resource);
        self::assertSame(200, $answer->status(), $answer->body());
    }

    /**
     * @return iterable<string, array{string}>
     */
    public function reads(): iterable
    {
        $reads = [
            'page-token', 'plans/nonce', 'facts', 'flags', 'journal', 'journal/verify', 'last-judged', 'patch/state', 'patch/script',
            'plans/current', 'plans/rotations', 'calls/state', 'calls/found', 'traces/found',
        ];
        foreach ($reads as $resource) {
            yield $resource => [$resource];
        }
    }
}
