<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Api;

use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Plan\Connection;
use Modules\ModuleSecurityChecklist\Test\Support\ApiTestCase;
use Modules\ModuleSecurityChecklist\Test\Support\TestApi;

/**
 * What an administrator's page may ask of the evidence, and who may save it.
 */
final class EvidenceTest extends ApiTestCase
{
    private const START = ['from' => '2026-11-09T00:00', 'to' => '2026-11-23T12:00', 'recordings' => true];

    public function testBeforeTheFirstThereIsNothing(): void
    {
        self::assertSame(
            ['waits' => false, 'phase' => 'idle', 'order' => '', 'trouble' => null, 'archive' => null],
            TestApi::data($this->api->get('evidence/state'))
        );
        foreach (['evidence/resume', 'evidence/remove'] as $resource) {
            self::assertRefused(409, 'no-evidence', $this->api->post($resource, (object) []));
        }
        self::assertRefused(409, 'no-evidence', $this->ticket());
    }

    public function testItIsHandedInAndTold(): void
    {
        $answer = $this->api->post('evidence/start', self::START);
        self::assertSame(202, $answer->status(), $answer->body());
        self::assertSame(
            [[
                'kind' => 'start', 'from' => '2026-11-09T00:00', 'to' => '2026-11-23T12:00', 'recordings' => 'yes',
                'id' => TestApi::at($answer, 'id'), 'person' => 'boss', 'asker' => TestApi::ADDRESS, 'at' => '2026-11-23T12:00:00+03:00',
            ]],
            $this->api->evidence->orders
        );
        self::assertSame([['evidence/start'], 1], [$this->api->journal(), $this->api->evidence->rings]);
        self::assertTrue(TestApi::at($this->api->get('evidence/state'), 'waits'));
        self::assertRefused(409, 'evidence-there', $this->api->post('evidence/start', self::START));
        $this->api->evidence->age = 61;
        self::assertSame(202, $this->api->post('evidence/start', self::START)->status(), 'nobody begins that one any more');
    }

    /**
     * @dataProvider periods
     *
     * @param array<string, mixed> $fields
     */
    public function testAPeriodIsOne(array $fields): void
    {
        self::assertRefused(422, 'invalid', $this->api->post('evidence/start', $fields + self::START));
        self::assertSame([], $this->api->evidence->orders);
    }

    /**
     * @return array<string, array{array<string, mixed>}>
     */
    public function periods(): array
    {
        return [
            'backwards' => [['from' => '2026-11-24T00:00']],
            'no day' => [['from' => '2026-02-30T00:00']],
            'no minute' => [['to' => '2026-11-23T12:60']],
            'seconds' => [['to' => '2026-11-23T12:00:00']],
            'a path' => [['from' => '../../etc']],
            'no text' => [['from' => 7]],
            'recordings perhaps' => [['recordings' => 'yes']],
        ];
    }

    public function testThereIsOneAtATime(): void
    {
        foreach (['collecting', 'hashing', 'stopped', 'ready'] as $phase) {
            $this->has($phase);
            self::assertRefused(409, 'evidence-there', $this->api->post('evidence/start', self::START));
        }
    }

    public function testWhatStoppedGoesOn(): void
    {
        foreach (['collecting', 'hashing', 'ready'] as $phase) {
            $this->has($phase);
            self::assertRefused(409, 'no-evidence', $this->api->post('evidence/resume', (object) []));
        }
        $this->has('stopped', 'boss', ['code' => 'disk', 'detail' => '']);
        self::assertSame(202, $this->api->post('evidence/resume', (object) [])->status());
        self::assertSame('resume', $this->api->evidence->orders[0]['kind']);
    }

    public function testEveryAdministratorMayTakeItAway(): void
    {
        $this->has('ready', 'somebody else');
        self::assertSame(202, $this->api->post('evidence/remove', (object) [])->status());
        self::assertSame('remove', $this->api->evidence->orders[0]['kind']);
        self::assertSame(['evidence/remove'], $this->api->journal());
    }

    public function testOnlyWhoAskedForItSavesIt(): void
    {
        $this->has('ready', 'somebody else');
        self::assertRefused(403, 'other-persons-evidence', $this->ticket());
        $this->has('ready');
        $answer = $this->ticket();
        self::assertSame(200, $answer->status(), $answer->body());
        self::assertSame(['evidence/ticket'], $this->api->journal());
        self::assertSame('archive', TestApi::at($this->knock(self::text($answer)), 'part'));
        self::assertRefused(422, 'invalid', $this->api->post('evidence/ticket', ['part' => '../module.db']));
    }

    public function testATicketIsForOneAddressOneArchiveAndHalfADay(): void
    {
        $this->has('hashing');
        $ticket = self::text($this->ticket());
        self::assertSame(200, $this->knock($ticket)->status());
        self::assertSame(200, $this->knock($ticket)->status(), 'again, for another range');
        self::assertSame(404, $this->knock($ticket, '203.0.113.7')->status());
        self::assertSame(404, $this->knock(str_replace('archive', 'hashes', $ticket))->status());
        self::assertSame(404, $this->knock('')->status());
        self::assertSame(404, $this->api->get('evidence/knock', ['ticket' => $ticket, 'from' => TestApi::ADDRESS])->status(), 'a person');
        $process = Caller::process('127.0.0.1');
        self::assertSame(404, $this->api->get('evidence/knock', ['ticket' => $ticket, 'from' => TestApi::ADDRESS], [], $process)->status());
        $this->api->clock->now = '2026-11-24T00:00:01+03:00';
        self::assertSame(404, $this->knock($ticket)->status(), 'over');
        $this->api->clock->now = '2026-11-23T12:00:00+03:00';
        $this->api->evidence->status = ['archive' => ['id' => 'another'] + self::archive('boss')] + (array) $this->api->evidence->status;
        self::assertSame(404, $this->knock($ticket)->status(), 'of another archive');
    }

    public function testHashesOfRecordingsAreSavedWhenTheyAreThere(): void
    {
        $this->has('hashing');
        self::assertRefused(409, 'no-evidence', $this->ticket('hashes'));
        $this->has('ready');
        $archive = self::archive('boss');
        $archive['recordings']['sha256'] = str_repeat('b', 64);
        $this->api->evidence->status = ['archive' => $archive] + (array) $this->api->evidence->status;
        self::assertSame('hashes', TestApi::at($this->knock(self::text($this->ticket('hashes'))), 'part'));
    }

    public function testOnAFullDiskItSaysSo(): void
    {
        $this->api->evidence->isFull = true;
        self::assertRefused(507, 'disk', $this->api->post('evidence/start', self::START));
    }

    private function ticket(string $part = 'archive'): Answer
    {
        return $this->api->post('evidence/ticket', ['part' => $part]);
    }

    private function knock(string $ticket, string $from = TestApi::ADDRESS): Answer
    {
        $nginx = Caller::process('127.0.0.1')->over(new Connection('nginx 1', 7), false, false);
        return $this->api->get('evidence/knock', ['ticket' => $ticket, 'from' => $from], [], $nginx);
    }

    private static function text(Answer $answer): string
    {
        $ticket = TestApi::at($answer, 'ticket');
        self::assertIsString($ticket);
        return $ticket;
    }

    /**
     * @param array<string, string>|null $trouble
     */
    private function has(string $phase, string $person = 'boss', ?array $trouble = null): void
    {
        $archive = self::archive($person);
        $archive['sha256'] = in_array($phase, ['ready', 'hashing'], true) ? $archive['sha256'] : null;
        $this->api->evidence->status = ['phase' => $phase, 'order' => '', 'trouble' => $trouble, 'archive' => $archive];
    }

    /**
     * @return array{id: string, person: string, sha256: string|null, recordings: array{sha256: string|null}}
     */
    private static function archive(string $person): array
    {
        return ['id' => '20261123-120000', 'person' => $person, 'sha256' => str_repeat('a', 64), 'recordings' => ['sha256' => null]];
    }
}
