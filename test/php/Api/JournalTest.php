<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Api;

use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Test\Support\ApiTestCase;
use Modules\ModuleSecurityChecklist\Test\Support\TestApi;

/**
 * What the journal knows, and what it shows.
 */
final class JournalTest extends ApiTestCase
{
    public function testEveryWriteIsInItWithWhoAndFromWhere(): void
    {
        $writes = [
            'attestations' => self::ATTESTATION,
            'waivers' => self::WAIVER,
            'last-judged' => self::JUDGED,
            'guesses/start' => ['which' => 'ssh'],
            'guesses/cancel' => ['which' => 'ssh'],
            'passwords/prove' => ['which' => 'web', 'password' => 'x'],
            'attestations/withdraw' => ['item' => 'own-network', 'subject' => '10.0.0.0/8'],
            'waivers/withdraw' => ['check' => 'ssh-access', 'finding' => 'open:22'],
        ];
        foreach ($writes as $resource => $body) {
            self::assertLessThan(300, $this->api->post($resource, $body)->status(), $resource);
        }
        self::assertSame(array_keys($writes), $this->api->journal());
        $entry = TestApi::at($this->api->get('journal', ['limit' => '1']), 'entries', 0);
        self::assertIsArray($entry);
        self::assertIsString($entry['hash']);
        self::assertMatchesRegularExpression('/\A[0-9a-f]{64}\z/', $entry['hash']);
        unset($entry['hash']);
        self::assertSame(
            [
                'id' => 8, 'at' => '2026-11-23T12:00:00+03:00', 'person' => 'boss', 'address' => TestApi::ADDRESS,
                'action' => 'waivers/withdraw', 'details' => ['check' => 'ssh-access', 'finding' => 'open:22'],
            ],
            $entry
        );
    }

    public function testReadingLeavesNoTrace(): void
    {
        foreach (['facts', 'page-token', 'last-judged', 'journal'] as $resource) {
            $this->api->get($resource);
        }
        self::assertSame([], $this->api->journal());
    }

    public function testPagesFromTheNewestToTheOldest(): void
    {
        $this->fill(1050);
        self::assertSame([range(1050, 951), 951], $this->page([]), 'a hundred, unless asked otherwise');
        self::assertSame([range(1050, 551), 551], $this->page(['limit' => '500']));
        self::assertSame([range(50, 1), null], $this->page(['before' => '51']));
        self::assertSame([range(50, 1), null], $this->page(['before' => '51', 'limit' => '50']), 'exactly the rest');
        self::assertSame([[50], 50], $this->page(['before' => '51', 'limit' => '1']));
        self::assertSame([[], null], $this->page(['before' => '1']));
        self::assertSame([[1050], 1050], $this->page(['before' => '999999999999999', 'limit' => '1']));
        self::assertSame([[], null], [(array) TestApi::at($this->empty(), 'entries'), TestApi::at($this->empty(), 'next')]);
    }

    public function testDamagedRowsAreShownAsFarAsTheyGo(): void
    {
        $insert = 'INSERT INTO m_ModuleSecurityChecklist_Journal (at, person, address, action, details) VALUES ';
        $this->api->needs->storage->write($insert . "(NULL, x'ff', NULL, NULL, '{\"a\":')");
        self::assertSame(
            [
                'id' => 1, 'at' => '', 'person' => "\u{fffd}", 'address' => '', 'action' => '', 'details' => null, 'hash' => null,
            ],
            TestApi::at($this->api->get('journal'), 'entries', 0)
        );
    }

    public function testRefusedWritesOfAnAdministratorAreTold(): void
    {
        $this->api->post('waivers', self::WAIVER, ['Origin' => 'https://evil.example']);
        $this->api->post('passwords/prove', '{"password":"typed"}', ['X-Security-Checklist' => 'stolen']);
        $journal = $this->api->get('journal');
        $told = [];
        foreach ([1, 0] as $place) {
            foreach (['action', 'person', 'address', 'details'] as $name) {
                $told[$place][] = TestApi::at($journal, 'entries', $place, $name);
            }
        }
        self::assertSame([
            1 => ['refused/wrong-origin', 'boss', TestApi::ADDRESS, ['resource' => 'waivers']],
            0 => ['refused/no-page-token', 'boss', TestApi::ADDRESS, ['resource' => 'passwords/prove']],
        ], $told);
    }

    public function testButNobodyCanFloodItWithThem(): void
    {
        foreach (['12:00:00', '12:00:01', '12:00:59', '12:01:00'] as $time) {
            $this->api->clock->now = "2026-11-23T$time+03:00";
            for ($i = 0; $i < 20; $i++) {
                $this->api->post('waivers', '{}', ['Origin' => "https://evil$i.example"], TestApi::admin("boss$i"));
                $this->api->post('last-judged', '{}', ['X-Security-Checklist' => "token$i"]);
            }
        }
        self::assertSame(
            ['refused/wrong-origin', 'refused/no-page-token', 'refused/wrong-origin', 'refused/no-page-token'],
            $this->api->journal()
        );
        // One that lies in the future must not silence the rest.
        $this->api->clock->now = '2025-11-23T12:00:00+03:00';
        $this->api->post('waivers', '{}', ['Origin' => 'null']);
        self::assertCount(5, $this->api->journal());
    }

    public function testARefusalIsToldEvenBehindADamagedTime(): void
    {
        $this->api->post('waivers', '{}', ['Origin' => 'null']);
        $this->api->needs->storage->write("UPDATE m_ModuleSecurityChecklist_Journal SET at = 'yesterday-ish?'");
        self::assertRefused(403, 'wrong-origin', $this->api->post('waivers', '{}', ['Origin' => 'null']));
        self::assertCount(2, $this->api->journal());
    }

    /**
     * @param array<string, string> $query
     *
     * @return array{array<mixed>, mixed} ids, and where the next page begins
     */
    private function page(array $query): array
    {
        $answer = $this->api->get('journal', $query);
        return [array_column((array) TestApi::at($answer, 'entries'), 'id'), TestApi::at($answer, 'next')];
    }

    private function fill(int $rows): void
    {
        $this->api->needs->storage->write(
            'INSERT INTO m_ModuleSecurityChecklist_Journal (at, person, address, action, details) '
                . "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $rows) "
                . "SELECT '2026-11-23T12:00:00+03:00', 'boss', '', 'waivers', '{}' FROM n"
        );
    }

    private function empty(): Answer
    {
        $this->api->needs->storage->write('DELETE FROM m_ModuleSecurityChecklist_Journal');
        return $this->api->get('journal');
    }
}
