<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Isolation;

use Modules\ModuleSecurityChecklist\Lib\Isolation\CallsStop;
use PHPUnit\Framework\TestCase;

final class CallsStopTest extends TestCase
{
    private const DIAL = "\tsame => n,Dial(\${DIAL_COMMAND},600,\${DOPTIONS}TK)\n";

    public function testEachWayOutIsStopped(): void
    {
        $stop = new CallsStop(['112', '110']);
        $context = "[SIP-1-2-outgoing]\nexten => _X!,1,Set(number=\${EXTEN})\n\t" . trim($stop->lines()) . "\n" . self::DIAL;
        self::assertTrue($stop->isIn($context));
        self::assertTrue($stop->isIn($context . str_replace('SIP-1', 'SIP-2', $context)));
        self::assertTrue(CallsStop::isAnywhereIn($context));
    }

    public function testOneThatIsNotStoppedIsSeen(): void
    {
        $stop = new CallsStop(['112', '110']);
        $open = "[SIP-1-2-outgoing]\nexten => _X!,1,Set(number=\${EXTEN})\n" . self::DIAL;
        self::assertFalse($stop->isIn($open));
        self::assertFalse($stop->isIn("\t" . $stop->lines() . self::DIAL . $open));
        self::assertFalse($stop->isIn((new CallsStop(['112']))->lines() . self::DIAL), 'other numbers');
        self::assertFalse(CallsStop::isAnywhereIn($open));
    }

    public function testNothingButDigitsComesIntoTheDialplan(): void
    {
        foreach (['{"numbers":["112)$\" )?System(id"]}', '{"numbers":[112]}', '{"numbers":"112"}', '{}', '', '[]', '{"numbers":["1"]}'] as $strange) {
            self::assertNull(CallsStop::read($strange), $strange);
        }
        $read = CallsStop::read('{"numbers":["112","911"]}');
        self::assertNotNull($read);
        self::assertStringContainsString('^(112|911)$', $read->lines());
        $nobody = CallsStop::read('{"numbers":[]}');
        self::assertNotNull($nobody);
        self::assertStringContainsString('^(none)$', $nobody->lines());
    }
}
