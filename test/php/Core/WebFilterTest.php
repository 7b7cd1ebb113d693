<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Core;

use Modules\ModuleSecurityChecklist\Lib\Api\WriteEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Core\WebFilter;
use Modules\ModuleSecurityChecklist\Lib\Module;
use PHPUnit\Framework\TestCase;
use ReflectionClass;

final class WebFilterTest extends TestCase
{
    public function testExactlyTheBodiesOfOurWritesAreNotSearched(): void
    {
        $writes = [];
        foreach (glob(__DIR__ . '/../../../Lib/Api/Endpoints/*.php') ?: [] as $file) {
            /** @var class-string $name */
            $name = 'Modules\\ModuleSecurityChecklist\\Lib\\Api\\Endpoints\\' . basename($file, '.php');
            $endpoint = (new ReflectionClass($name))->newInstanceWithoutConstructor();
            if ($endpoint instanceof WriteEndpoint) {
                $writes[Module::API . '/' . $endpoint->resource()] = ['body-scan'];
            }
        }
        $exempt = WebFilter::exemptions();
        ksort($writes);
        ksort($exempt);
        self::assertSame($writes, $exempt);
    }
}
