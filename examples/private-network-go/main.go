package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
)

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	newPrivateNetworkStack(app, "PrivateNetwork", &awscdk.StackProps{Description: jsii.String("An AMI that is built without internet access")})
	app.Synth(nil)
}
