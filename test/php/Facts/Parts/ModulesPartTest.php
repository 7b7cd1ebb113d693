<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Test\Support\TestPbx;
use PHPUnit\Framework\TestCase;

final class ModulesPartTest extends TestCase
{
    public function testTellsModulesAndWhatTheirCodeOpens(): void
    {
        self::assertSame(
            [
                [
                    'enabled' => true, 'firewallCategories' => ['MODULECTICLIENT'], 'id' => 'ModuleCTIClient',
                    'name' => 'CTI <b>client</b>', 'publicRoutes' => ['GET /pbxcore/api/cti/ping'], 'version' => '4.0',
                ],
                [
                    'enabled' => false, 'firewallCategories' => [], 'id' => 'ModuleOther', 'name' => '',
                    'publicRoutes' => [], 'version' => '',
                ],
            ],
            TestPbx::office()->data('modules')
        );
    }

    public function testCodeThatCannotBeAskedMakesThePartUnknown(): void
    {
        $pbx = TestPbx::office();
        $pbx->pbx->broken = new CannotRead(CannotRead::FAILED);
        self::assertSame('failed', $pbx->reason('modules'));
    }
}
