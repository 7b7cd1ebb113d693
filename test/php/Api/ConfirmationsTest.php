<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Api;

use Modules\ModuleSecurityChecklist\Lib\Store\RowsByKey;
use Modules\ModuleSecurityChecklist\Lib\Store\StoredConfirmations;
use Modules\ModuleSecurityChecklist\Test\Support\ApiTestCase;
use Modules\ModuleSecurityChecklist\Test\Support\TestApi;

/**
 * Attestations and waivers by the API.
 */
final class ConfirmationsTest extends ApiTestCase
{
    public function testAnAttestationHasItsPersonAndItsTimes(): void
    {
        $answer = $this->api->post('attestations', self::ATTESTATION);
        $attestation = [
            'item' => 'own-network', 'subject' => '10.0.0.0/8', 'answer' => 'yes', 'by' => 'boss',
            'at' => '2026-11-23T12:00:00+03:00', 'expiresAt' => '2027-11-23T12:00:00+03:00', 'note' => "seen\nby me",
        ];
        self::assertSame(201, $answer->status());
        self::assertSame($attestation, TestApi::data($answer));
        self::assertSame([$attestation], $this->stored()->attestations());
    }

    public function testAWaiverHasItsPersonAndItsTimesInTheZoneOfThePbx(): void
    {
        $answer = $this->api->post('waivers', self::WAIVER);
        $waiver = [
            'check' => 'ssh-access', 'finding' => 'open:22', 'reason' => 'moves soon', 'by' => 'boss',
            'at' => '2026-11-23T12:00:00+03:00', 'expiresAt' => '2026-12-24T03:00:00+03:00',
        ];
        self::assertSame(201, $answer->status());
        self::assertSame($waiver, TestApi::data($answer));
        self::assertSame([$waiver], $this->stored()->waivers());
    }

    /**
     * @return iterable<string, array{string, string}>
     */
    public function ends(): iterable
    {
        yield 'the next second' => ['2026-11-23T12:00:01+03:00', '2026-11-23T12:00:01+03:00'];
        yield 'the last moment' => ['2036-11-30T12:00:00+03:00', '2036-11-30T12:00:00+03:00'];
        yield 'the day that not every year has' => ['2028-02-29T23:59:59-14:00', '2028-03-01T16:59:59+03:00'];
        yield 'microseconds' => ['2026-12-24T00:00:00.123456Z', '2026-12-24T03:00:00+03:00'];
    }

    /**
     * @dataProvider ends
     */
    public function testEndsThatFit(string $end, string $kept): void
    {
        self::assertSame($kept, TestApi::at($this->api->post('waivers', ['expiresAt' => $end] + self::WAIVER), 'expiresAt'));
    }

    public function testDaysAtTheirBounds(): void
    {
        $ends = [];
        foreach ([1, 3660] as $days) {
            $ends[] = TestApi::at($this->api->post('attestations', ['validDays' => $days] + self::ATTESTATION), 'expiresAt');
        }
        self::assertSame(['2026-11-24T12:00:00+03:00', '2036-11-30T12:00:00+03:00'], $ends);
    }

    public function testANewerAnswerReplacesTheOlderAndTheJournalKeepsBoth(): void
    {
        $this->api->post('attestations', self::ATTESTATION);
        $this->api->post('attestations', ['subject' => ''] + self::ATTESTATION);
        $deputy = TestApi::admin('deputy');
        $this->api->post('attestations', ['answer' => 'no'] + self::ATTESTATION, [], $deputy);
        $stored = $this->stored()->attestations();
        self::assertSame(
            [['', 'yes', 'boss'], ['10.0.0.0/8', 'no', 'deputy']],
            array_map(
                static function (array $one): array {
                    return [$one['subject'], $one['answer'], $one['by']];
                },
                $stored
            )
        );
        $journal = $this->api->get('journal');
        self::assertSame(['no', 'deputy'], [
            TestApi::at($journal, 'entries', 0, 'details', 'answer'), TestApi::at($journal, 'entries', 0, 'person'),
        ]);
        self::assertSame(['yes', 'boss'], [
            TestApi::at($journal, 'entries', 2, 'details', 'answer'), TestApi::at($journal, 'entries', 2, 'person'),
        ]);
    }

    public function testKeysAreComparedByteForByte(): void
    {
        foreach (['a', 'A', 'a ', ' a', 'ä', "a\u{308}", '%', '1', '01', '1.0'] as $subject) {
            $this->api->post('attestations', ['subject' => $subject] + self::ATTESTATION);
            $this->api->post('waivers', ['finding' => $subject] + self::WAIVER);
        }
        self::assertCount(10, $this->stored()->attestations());
        self::assertCount(10, $this->stored()->waivers());
        $this->api->post('waivers/withdraw', ['check' => 'ssh-access', 'finding' => '%']);
        self::assertCount(9, $this->stored()->waivers());
    }

    public function testWithdrawing(): void
    {
        $this->api->post('attestations', self::ATTESTATION);
        $this->api->post('waivers', self::WAIVER);
        $withdrawals = [
            ['attestations/withdraw', ['item' => 'own-network', 'subject' => '10.0.0.0/8']],
            ['waivers/withdraw', ['check' => 'ssh-access', 'finding' => 'open:22']],
        ];
        foreach ($withdrawals as [$resource, $body]) {
            foreach ([true, false] as $wasThere) {
                $answer = $this->api->post($resource, $body);
                self::assertSame(200, $answer->status());
                self::assertSame(['withdrawn' => $wasThere], TestApi::data($answer));
            }
        }
        self::assertSame([[], []], [$this->stored()->attestations(), $this->stored()->waivers()]);
        self::assertSame(
            ['attestations', 'waivers', 'attestations/withdraw', 'waivers/withdraw'],
            $this->api->journal(),
            'where nothing was there, nothing was done'
        );
    }

    public function testHostileTextsComeBackAsTheyWere(): void
    {
        $texts = [
            '"><script>alert(1)</script>', "'; DROP TABLE m_ModuleSecurityChecklist_Journal; --", '\\u0000 \\" \\', '${7*7}{{x}}',
            '%s%n%00', "\u{202e}gnp.exe", "a\u{2028}b\u{2029}", '=cmd|calc', '🦊‍🦊', "\u{10ffff}", '</textarea>', 'null',
        ];
        foreach ($texts as $text) {
            $sent = ['subject' => $text, 'answer' => $text, 'note' => "$text\n$text"] + self::ATTESTATION;
            $answer = $this->api->post('attestations', $sent, [], TestApi::admin($text));
            self::assertSame(201, $answer->status(), $text);
            $facts = $this->api->get('facts', ['parts' => 'attestations']);
            $read = TestApi::at($facts, 'parts', 'attestations', 'data', count($this->stored()->attestations()) - 1);
            $said = TestApi::at($this->api->get('journal'), 'entries', 0);
            foreach ([TestApi::data($answer), $read, is_array($said) ? $said['details'] : null] as $seen) {
                self::assertIsArray($seen);
                self::assertSame(
                    [$text, $text, "$text\n$text", $text],
                    [$seen['subject'], $seen['answer'], $seen['note'], $seen['by']]
                );
            }
        }
        self::assertCount(count($texts), $this->stored()->attestations());
    }

    public function testANameThatIsNoTextDoesNotBreakTheAnswer(): void
    {
        $answer = $this->api->post('attestations', self::ATTESTATION, [], TestApi::admin("\xffboss"));
        self::assertSame([201, "\u{fffd}boss"], [$answer->status(), TestApi::at($answer, 'by')]);
        self::assertSame(200, $this->api->get('journal')->status());
        self::assertSame(200, $this->api->get('facts')->status());
    }

    public function testOfAKeyThatComesTwiceTheLastCounts(): void
    {
        $body = '{"item":"a","subject":"","answer":"no","note":"","validDays":1,"answer":"yes"}';
        self::assertSame('yes', TestApi::at($this->api->post('attestations', $body), 'answer'));
        self::assertSame('yes', $this->stored()->attestations()[0]['answer']);
        $answer = $this->api->post('attestations', '{"item":"a","subject":"","note":"","validDays":1,"note":""}');
        self::assertRefused(422, 'invalid', $answer);
    }

    public function testThereIsAnEnd(): void
    {
        $storage = $this->api->needs->storage;
        $rows = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ' . RowsByKey::MOST . ')';
        $storage->write('INSERT INTO m_ModuleSecurityChecklist_Attestations (item, subject) '
            . "$rows SELECT 'own-network', i FROM n");
        self::assertRefused(409, 'too-many', $this->api->post('attestations', self::ATTESTATION));
        self::assertSame(201, $this->api->post('attestations', ['subject' => '7'] + self::ATTESTATION)->status());
        self::assertCount(RowsByKey::MOST, $this->stored()->attestations());
        self::assertSame(['attestations'], $this->api->journal());
    }

    public function testAClockThatJumpsBackBreaksNothing(): void
    {
        $this->api->post('attestations', self::ATTESTATION);
        $this->api->clock->now = '2025-11-23T12:00:00+03:00';
        $answer = $this->api->post('attestations', ['answer' => 'no'] + self::ATTESTATION);
        self::assertSame(201, $answer->status());
        self::assertSame(['no', '2025-11-23T12:00:00+03:00'], [
            $this->stored()->attestations()[0]['answer'], $this->stored()->attestations()[0]['at'],
        ]);
        self::assertSame([2, 1], array_column((array) TestApi::at($this->api->get('journal'), 'entries'), 'id'));
    }

    private function stored(): StoredConfirmations
    {
        return new StoredConfirmations($this->api->needs->storage);
    }
}
