<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Secrets;

use Modules\ModuleSecurityChecklist\Lib\Secrets\FeatureCode;
use PHPUnit\Framework\TestCase;

final class FeatureCodeTest extends TestCase
{
    public function testEveryCodeIsOfItsOwnFeatures(): void
    {
        $seen = [];
        for ($bits = 0; $bits < 1 << 15; $bits++) {
            $code = pack('n', $bits);
            $features = FeatureCode::decode($code);
            self::assertSame($code, FeatureCode::encode($features));
            $seen[serialize($features)] = true;
        }
        self::assertCount(1 << 15, $seen);
    }

    public function testIsAsLongAsItSays(): void
    {
        $features = FeatureCode::decode("\0\0");
        self::assertSame(FeatureCode::LENGTH, strlen(FeatureCode::encode($features)));
        self::assertSame(FeatureCode::encode($features), FeatureCode::encode(['shared' => 7] + $features));
    }
}
