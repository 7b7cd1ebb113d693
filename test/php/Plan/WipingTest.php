<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use DateTimeImmutable;
use Modules\ModuleSecurityChecklist\Lib\Plan\Deadline;
use Modules\ModuleSecurityChecklist\Lib\Plan\Due;
use Modules\ModuleSecurityChecklist\Lib\Plan\Record;
use Modules\ModuleSecurityChecklist\Lib\Plan\Wiping;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\FakeSealer;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Fate;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\MemoryRecords;
use PHPUnit\Framework\TestCase;

/**
 * What was sealed can be opened only as long as somebody may need it.
 */
final class WipingTest extends TestCase
{
    /**
     * @dataProvider waiting
     *
     * @param list<list<string>> $waiting what is kept of each plan that waits for its end
     */
    public function testTheKeyIsThrownAwayWhereNobodyWaitsWithASecret(array $waiting, bool $isForgotten): void
    {
        $records = new MemoryRecords(new Fate());
        $due = [];
        foreach ($waiting as $number => $keys) {
            $record = new Record();
            $record->id = "plan$number";
            $record->kept = array_fill_keys($keys, ['print' => 'a']);
            $records->archive($record);
            $due[] = new Due($record->id, new Deadline('boot 1', 1000.0, new DateTimeImmutable('2026-11-23T12:00:00+03:00'), 3600));
        }
        $due[] = new Due('nobody knows', new Deadline('boot 1', 1000.0, new DateTimeImmutable('2026-11-23T12:00:00+03:00'), 3600));
        $records->keepDue($due);
        $sealer = new FakeSealer();
        $sealer->seal('sip:201', 'old');
        (new Wiping($records, $sealer))->whatNobodyNeeds();
        self::assertSame($isForgotten, $sealer->sealed === []);
    }

    /**
     * @return array<string, array{list<list<string>>, bool}>
     */
    public function waiting(): array
    {
        return [
            'nobody waits' => [[], true],
            'a rule for a while' => [[['rule:4', 'firewall']], true],
            'nothing is kept' => [[[]], true],
            'a secret' => [[['secret:sip:201']], false],
            'a secret among others' => [[['rule:4'], ['rule:7', 'secret:sip:201']], false],
        ];
    }
}
