<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Api;

use Modules\ModuleSecurityChecklist\Lib\Store\Kept;
use Modules\ModuleSecurityChecklist\Lib\Watch\Stale;
use Modules\ModuleSecurityChecklist\Test\Support\ApiTestCase;
use Modules\ModuleSecurityChecklist\Test\Support\TestApi;
use stdClass;

final class LastJudgedTest extends ApiTestCase
{
    private const SCHEMA = __DIR__ . '/../../../docs/schemas/last-judged.schema.json';
    private const NOT_SCORED = ['state' => 'not-scored', 'judged' => 0, 'of' => 18, 'accepted' => 0];

    public function testNothingWasJudgedYet(): void
    {
        self::assertSame([200, 'null'], [$this->api->get('last-judged')->status(), $this->api->get('last-judged')->body()]);
    }

    public function testWhatChangedSinceIsTold(): void
    {
        $stale = new Stale(new Kept($this->api->needs->storage), $this->api->clock);
        $this->api->post('last-judged', self::JUDGED);
        $stale->mark(['firewall']);
        $kept = json_decode($this->api->get('last-judged')->body(), true);
        self::assertIsArray($kept);
        self::assertSame(['firewall' => $this->api->clock->now()->format(DATE_ATOM)], $kept['stale']);
        $this->api->post('last-judged', self::JUDGED);
        self::assertSame([], $stale->since());
    }

    public function testIsGivenBackAsItCame(): void
    {
        $check = self::JUDGED['checks'][0];
        $bodies = [
            self::JUDGED,
            ['score' => self::NOT_SCORED] + self::JUDGED,
            ['checks' => []] + self::JUDGED,
            ['checks' => [['digests' => (object) []] + $check, $check]] + self::JUDGED,
            ['checks' => [['accepted' => ['', 'правило:1', str_repeat('ж', 255)]] + $check]] + self::JUDGED,
        ];
        foreach ($bodies as $body) {
            $sent = json_decode((string) json_encode($body));
            $answer = $this->api->post('last-judged', $body);
            self::assertSame(200, $answer->status(), $answer->body());
            self::assertEquals($sent, json_decode($answer->body()));
            $kept = json_decode($this->api->get('last-judged')->body());
            self::assertInstanceOf(stdClass::class, $kept);
            self::assertSame('boss', $kept->by);
            self::assertEquals(new stdClass(), $kept->stale);
            unset($kept->by, $kept->stale);
            self::assertEquals($sent, $kept, 'objects stay objects');
        }
        self::assertSame(['last-judged', 'last-judged', 'last-judged'], $this->api->journal(), 'another grade is told');
        $said = TestApi::at($this->api->get('journal'), 'entries', 2, 'details');
        self::assertSame(['at' => self::JUDGED['at'], 'score' => self::JUDGED['score']], $said);
    }

    /**
     * The words of the published schema, one after the other.
     *
     * @return iterable<string, array{array<string, mixed>}>
     */
    public function words(): iterable
    {
        $check = self::JUDGED['checks'][0];
        $at = ['properties', 'checks', 'items', 'properties'];
        foreach ($this->schema(...array_merge($at, ['verdict', 'enum'])) as $verdict) {
            yield "verdict $verdict" => [['checks' => [['verdict' => $verdict] + $check]] + self::JUDGED];
        }
        foreach ($this->schema(...array_merge($at, ['severity', 'enum'])) as $severity) {
            yield "severity $severity" => [['checks' => [['severity' => $severity] + $check]] + self::JUDGED];
        }
        foreach ($this->schema('properties', 'score', 'anyOf', 0, 'properties', 'word', 'enum') as $word) {
            yield "word $word" => [['score' => ['word' => $word] + self::JUDGED['score']] + self::JUDGED];
        }
        foreach ([0, 100] as $points) {
            yield "$points points" => [['score' => ['points' => $points] + self::JUDGED['score']] + self::JUDGED];
        }
    }

    /**
     * @dataProvider words
     *
     * @param array<string, mixed> $body
     */
    public function testWordsOfTheSchema(array $body): void
    {
        self::assertSame(200, $this->api->post('last-judged', $body)->status());
    }

    public function testTheSchemaAsksForTheSameFields(): void
    {
        self::assertSame(array_keys(self::JUDGED), $this->schema('required'));
        self::assertSame(array_keys(self::JUDGED['checks'][0]), $this->schema('properties', 'checks', 'items', 'required'));
        $score = ['properties', 'score', 'anyOf'];
        self::assertSame(array_keys(self::JUDGED['score']), $this->schema(...array_merge($score, [0, 'required'])));
        self::assertSame(array_keys(self::NOT_SCORED), $this->schema(...array_merge($score, [1, 'required'])));
    }

    /**
     * @return iterable<string, array{array<string, mixed>, string}>
     */
    public function misfits(): iterable
    {
        $whole = self::JUDGED;
        $check = $whole['checks'][0];
        foreach (array_keys($whole) as $name) {
            yield "no $name" => [array_diff_key($whole, [$name => 0]), $name];
            yield "$name is null" => [[$name => null] + $whole, $name];
        }
        foreach (['1', 2, 1.5, true] as $version) {
            yield 'version ' . json_encode($version) => [['version' => $version] + $whole, 'version'];
        }
        foreach (['', 'now', 1, '2026-11-23', '2026-11-31T00:00:00Z'] as $at) {
            yield 'at ' . json_encode($at) => [['at' => $at] + $whole, 'at'];
        }
        yield 'score is a list' => [['score' => []] + $whole, 'score'];
        $scores = [
            'score.state' => [['state' => 'guessed'], ['state' => null], ['state' => ['scored']]],
            'score.points' => [['points' => -1], ['points' => 101], ['points' => 49.5], ['points' => '49']],
            'score.word' => [['word' => 'Good'], ['word' => ''], ['word' => null]],
            'score.judged' => [['judged' => -1], ['judged' => 100001], ['judged' => 1e9], ['judged' => []]],
            'score.of' => [['of' => null]],
            'score.accepted' => [['accepted' => false]],
        ];
        foreach ($scores as $field => $wrong) {
            foreach ($wrong as $part) {
                yield "$field " . json_encode($part) => [['score' => $part + $whole['score']] + $whole, $field];
            }
        }
        yield 'no points' => [['score' => array_diff_key($whole['score'], ['points' => 0])] + $whole, 'score.points'];
        yield 'no state' => [['score' => ['points' => 1]] + $whole, 'score.state'];

        yield 'checks are an object' => [['checks' => ['a' => $check]] + $whole, 'checks'];
        yield 'too many checks' => [['checks' => array_fill(0, 201, $check)] + $whole, 'checks'];
        yield 'a check that is a text' => [['checks' => [$check, 'x']] + $whole, 'checks[1]'];
        yield 'a check that is a list' => [['checks' => [[]]] + $whole, 'checks[0]'];
        $checks = [
            'check' => ['', 'Fail2Ban', "a\n", str_repeat('a', 65), 1, null],
            'verdict' => ['', 'PASS', 'ok', 1, null, ['pass']],
            'severity' => ['none', 3],
            'accepted' => [null, '', 'x', ['a' => 'b'], [1], [null], ["a\n"], [str_repeat('a', 256)], array_fill(0, 1001, 'a')],
            'digests' => [
                null, 'x', [], ['x'], ['sip' => 1], ['sip' => null], ['sip' => ''], ['sip' => 'AB'],
                ['sip' => str_repeat('a', 65)], ['' => 'a'], ['0' => 'a', 'x' => 'a'], ['a b' => 'a'], ["sip\n" => 'a'],
                ['sip' => ['a' => 'b']], array_fill_keys(explode(' ', 'p' . implode(' p', range(1, 101))), 'a'),
            ],
        ];
        foreach ($checks as $field => $wrong) {
            foreach ($wrong as $value) {
                $name = "$field " . substr((string) json_encode($value), 0, 90);
                yield $name => [['checks' => [$check, [$field => $value] + $check]] + $whole, "checks[1].$field"];
            }
            $body = ['checks' => [array_diff_key($check, [$field => 0])]] + $whole;
            yield "a check without $field" => [$body, "checks[0].$field"];
        }
    }

    /**
     * @dataProvider misfits
     *
     * @param array<string, mixed> $body
     */
    public function testWhatDoesNotFitIsNamedAndNotKept(array $body, string $field): void
    {
        $answer = $this->api->post('last-judged', $body);
        self::assertRefused(422, 'invalid', $answer);
        self::assertSame("The field \"$field\" is missing or does not fit.", TestApi::at($answer, 'error', 'message'));
        self::assertSame('null', $this->api->get('last-judged')->body());
    }

    public function testExtraFieldsInsideAreRefused(): void
    {
        $check = self::JUDGED['checks'][0];
        $bodies = [
            ['score' => self::JUDGED['score'] + ['extra' => 1]] + self::JUDGED,
            ['score' => self::NOT_SCORED + ['points' => 100]] + self::JUDGED,
            ['checks' => [$check + ['title' => 'x']]] + self::JUDGED,
        ];
        foreach ($bodies as $body) {
            self::assertRefused(422, 'invalid', $this->api->post('last-judged', $body));
        }
    }

    public function testWhatIsDamagedIsNothing(): void
    {
        $this->api->post('last-judged', self::JUDGED);
        foreach (['{"version":1', '[]', '{"checks":7}', 'x'] as $damaged) {
            $this->api->needs->storage->write(
                'UPDATE m_ModuleSecurityChecklist_Kept SET value = :value',
                ['value' => $damaged]
            );
            self::assertSame('null', $this->api->get('last-judged')->body());
        }
    }

    /**
     * A list of texts inside the published schema.
     *
     * @param int|string ...$path
     *
     * @return list<string>
     */
    private function schema(...$path): array
    {
        $value = json_decode((string) file_get_contents(self::SCHEMA), true);
        foreach ($path as $step) {
            $value = is_array($value) ? $value[$step] ?? null : null;
        }
        self::assertIsArray($value);
        self::assertNotSame([], $value);
        return array_values(array_filter($value, 'is_string'));
    }
}
